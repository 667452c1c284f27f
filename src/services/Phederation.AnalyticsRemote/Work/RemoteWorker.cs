using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Phederation.AnalyticsRemote.Central;
using Phederation.AnalyticsRemote.Journal;
using Phederation.AnalyticsRemote.Requests;
using Phederation.Postgres;

namespace Phederation.AnalyticsRemote.Work;

/// <summary>Round after round: finish what the journal holds, ask for more. After failures it waits longer and longer, and not as long as all other sites.</summary>
internal sealed partial class RemoteWorker(
    RequestProcessor processor,
    RequestJournal journal,
    AllowedSigners signers,
    CentralClient central,
    RemoteOptions options,
    RemoteState state,
    RemoteMetrics metrics,
    TimeProvider time,
    ILogger<RemoteWorker> logger
) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (true)
        {
            var faults = new List<UnavailableException>();
            await FinishAsync(faults, stoppingToken);
            await PollAsync(faults, stoppingToken);
            await FinishAsync(faults, stoppingToken);
            journal.Forget(time.GetUtcNow());
            state.Set(faults.Count == 0 ? null : faults[0].Message);
            failures = faults.Count == 0 ? 0 : failures + 1;
            await Task.Delay(Pause(failures, faults), time, stoppingToken);
        }
    }

    // One request that can't be finished keeps no other from it.
    private async Task FinishAsync(List<UnavailableException> faults, CancellationToken cancellationToken)
    {
        foreach (var record in journal.Open)
        {
            try
            {
                await processor.FinishAsync(record, cancellationToken);
            }
            catch (UnavailableException exception)
            {
                Add(faults, exception);
            }
        }
    }

    private async Task PollAsync(List<UnavailableException> faults, CancellationToken cancellationToken)
    {
        try
        {
            await RequireSignersAsync(cancellationToken);
            foreach (var envelope in await central.PendingAsync(cancellationToken))
            {
                await processor.TakeAsync(envelope, cancellationToken);
            }

            metrics.Polled(succeeded: true);
        }
        catch (UnavailableException exception)
        {
            metrics.Polled(succeeded: false);
            Add(faults, exception);
        }
    }

    private async Task RequireSignersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await signers.ReloadAsync(cancellationToken);
        }
        catch (SetupException exception)
        {
            throw new UnavailableException(exception.Message, null, exception);
        }

        if (signers.Count == 0)
        {
            throw new UnavailableException(
                "No signer is allowed: the site has supplied no public key of a coordinating centre yet (study_signers)."
            );
        }
    }

    private void Add(List<UnavailableException> faults, UnavailableException exception)
    {
        faults.Add(exception);
        Waiting(logger, exception.Message, exception.InnerException);
    }

    // Full jitter over the upper half: sites that failed together don't come back together.
    private TimeSpan Pause(int failures, List<UnavailableException> faults)
    {
        var whole = options.PollInterval * Math.Pow(2, Math.Min(failures, 20));
        whole = whole < options.LongestPause ? whole : options.LongestPause;
        var pause = whole * (0.5 + (RandomNumberGenerator.GetInt32(0, 1001) / 2000.0));
        var asked = faults.Max(fault => fault.RetryAfter) ?? TimeSpan.Zero;
        return asked > pause ? asked : pause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}")]
    private static partial void Waiting(ILogger logger, string reason, Exception? exception);
}
