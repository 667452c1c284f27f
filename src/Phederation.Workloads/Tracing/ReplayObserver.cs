using Phederation.Seccomp;
using Phederation.Seccomp.Recording;
using Phederation.Workloads.Running;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tracing;

/// <summary>
/// Collects denials and answers. A step in which a call was denied gets little time to end from then on: waiting for the
/// health of a container that can't become healthy would only hide the cause behind a time-out.
/// </summary>
internal sealed class ReplayObserver(
    ISyscallRecorder recorder,
    IReadOnlySet<string> intended,
    FilterProof filter,
    TimeProvider time,
    IWorkloadObserver? next
) : IWorkloadObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly Lock _lock = new();
    private readonly Dictionary<(SyscallAbi Abi, uint Number, int Errno), Denial> _denials = [];
    private RecorderSnapshot _last = RecorderSnapshot.Empty;
    private long? _deniedSince;

    /// <summary>The step that runs, or ran last.</summary>
    public string StepId { get; private set; } = "";

    /// <summary>The answers of the steps that ended.</summary>
    public List<TranscriptStep> Answers { get; } = [];

    /// <summary>What was lost so far.</summary>
    public RecorderLosses Losses => _last.Losses;

    /// <summary>The denials so far, in the order in which they were seen.</summary>
    public IReadOnlyList<Denial> Denials => [.. _denials.Values];

    /// <summary>Whether the profile means to answer so: only "there is no such call" makes a program take its other way.</summary>
    public bool IsIntended(Denial denial) => denial.Errno == "ENOSYS" && intended.Contains(denial.Syscall);

    public ValueTask StepStartingAsync(StepNotice step, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            StepId = step.Id;
            _deniedSince = null;
        }

        return next?.StepStartingAsync(step, cancellationToken) ?? default;
    }

    public void Tell(bool isServing) => next?.Tell(isServing);

    public async ValueTask StepEndedAsync(StepNotice step, TranscriptStep? answer, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        Read();
        if (answer is not null)
        {
            Answers.Add(answer);
        }

        if (!filter.IsDone && answer is not null)
        {
            await filter.RunAsync(step.Container, cancellationToken);
        }

        if (next is not null)
        {
            await next.StepEndedAsync(step, answer, elapsed, cancellationToken);
        }
    }

    /// <summary>Reads the recorder until the run ends; cancels <paramref name="giveUp"/> when a step hangs after a denial.</summary>
    public async Task WatchAsync(CancellationTokenSource giveUp, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Read();
            if (_deniedSince is { } since && time.GetElapsedTime(since) > Patience)
            {
                await giveUp.CancelAsync();
                return;
            }
        }
    }

    /// <summary>Takes up what was denied since the last time, for the step that runs.</summary>
    public void Read()
    {
        lock (_lock)
        {
            var snapshot = recorder.Read();
            foreach (var denial in snapshot.DenialsSince(_last))
            {
                var key = (denial.Abi, denial.Number, denial.Errno);
                _denials[key] = _denials.TryGetValue(key, out var known) ? known with { Count = known.Count + denial.Count } : Make(denial);
                if (!IsIntended(_denials[key]))
                {
                    _deniedSince ??= time.GetTimestamp();
                }
            }

            _last = snapshot;
        }
    }

    private Denial Make(DenialRecord denial) =>
        new(
            denial.Name,
            denial.Abi.ToName(),
            denial switch
            {
                { IsKill: true } => "killed",
                { Errno: 1 } => "EPERM",
                { Errno: 38 } => "ENOSYS",
                _ => $"errno {denial.Errno}",
            },
            denial.First.Process,
            denial.First.Thread,
            StepId,
            denial.Count
        );
}
