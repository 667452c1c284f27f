using Phederation.Containers.Engine;
using Phederation.Processes;

namespace Phederation.Provisioning;

/// <summary>The container engine of this machine.</summary>
internal sealed class EngineHost(IMachine machine, IProcessRunner processes, TimeProvider clock, Action<string> log) : IEngineHost
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long an engine may take to answer a ping.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async Task<EngineAnswer> AskAsync(EngineEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(AnswerLimit);
        using var engine = EngineClient.Connect(endpoint, clock);
        try
        {
            await engine.System.PingAsync(limited.Token);
            return new EngineAnswer(EngineState.Answers, "it answers");
        }
        catch (EngineException refused) when (refused.Kind == EngineErrorKind.PermissionDenied)
        {
            return new EngineAnswer(EngineState.Denied, refused.EngineMessage);
        }
        catch (EngineException silent)
        {
            return new EngineAnswer(EngineState.Silent, silent.EngineMessage);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new EngineAnswer(EngineState.Silent, $"no answer within {AnswerLimit.TotalSeconds:0} s");
        }
    }

    /// <inheritdoc />
    public async Task StartAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        if (machine.HasSystemd && options.IsService)
        {
            log("Starting the container engine (systemctl start docker).");
            await StartServiceAsync(options, cancellationToken);
            await WaitAsync(options, daemon: null, cancellationToken);
            return;
        }

        if (StalePidFiles.FindDaemon(options.RunFolder) is { } other)
        {
            log($"Waiting for the container engine, which someone started as process {other}.");
            await WaitAsync(options, daemon: null, cancellationToken);
            return;
        }

        StalePidFiles.Delete(options.RunFolder);
        await ControlGroups.EnsureMountedAsync(processes, log, cancellationToken);
        log($"Starting the container engine ({options.Program}; its log: {options.LogFile}).");
        var request = new ProcessRequest
        {
            Program = options.Program,
            Arguments = options.Arguments,
            WorkingDirectory = "/",
        };
        await WaitAsync(options, DetachedProcess.Start(request, options.LogFile), cancellationToken);
    }

    private async Task StartServiceAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            Program = "systemctl",
            Arguments = ["start", "docker"],
            TimeLimit = options.Limit,
        };
        var result = await processes.RunAsync(request, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw await FailureAsync(ProvisioningFailure.Missing, "systemd could not start the container engine", null, cancellationToken);
        }
    }

    private async Task WaitAsync(EngineOptions options, DetachedProcess? daemon, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while ((await AskAsync(options.Endpoint, cancellationToken)).State != EngineState.Answers)
        {
            if (daemon is { HasExited: true } && (await AskAsync(options.Endpoint, cancellationToken)).State != EngineState.Answers)
            {
                var what = $"the container engine ended at once with exit code {daemon.ExitCode}";
                throw await FailureAsync(ProvisioningFailure.Missing, what, daemon, cancellationToken);
            }

            if (clock.GetElapsedTime(started) > options.Limit)
            {
                var what = $"the container engine did not answer at {options.Endpoint} within {options.Limit.TotalSeconds:0} s";
                var failure = await FailureAsync(ProvisioningFailure.TimedOut, what, daemon, cancellationToken);
                await (daemon?.Identity.StopAsync(TimeSpan.FromSeconds(10), cancellationToken) ?? Task.CompletedTask);
                throw failure;
            }

            await Task.Delay(Interval, clock, cancellationToken);
        }

        log($"The container engine answers at {options.Endpoint} after {clock.GetElapsedTime(started).TotalSeconds:0.0} s.");
    }

    private async Task<ProvisioningException> FailureAsync(
        ProvisioningFailure failure,
        string what,
        DetachedProcess? daemon,
        CancellationToken cancellationToken
    )
    {
        if (daemon is not null)
        {
            return new ProvisioningException(failure, $"{what}. The end of {daemon.LogFile}:{Environment.NewLine}{daemon.LogTail()}");
        }

        var journal = new ProcessRequest { Program = "journalctl", Arguments = ["--no-pager", "-n", "20", "-u", "docker"] };
        var tail = machine.Has("journalctl") ? (await processes.RunAsync(journal, cancellationToken)).Output : "";
        return new ProvisioningException(failure, $"{what}.{Environment.NewLine}{tail}".TrimEnd());
    }
}
