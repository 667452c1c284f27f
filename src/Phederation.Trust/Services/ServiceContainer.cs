using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;

namespace Phederation.Trust.Services;

/// <summary>One service's container.</summary>
internal sealed class ServiceContainer(EngineClient engine, ServicePlan plan, string id)
{
    private const int LogLines = 20;
    private const int LogBytes = 8192;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Starts it and waits until its own health check holds.</summary>
    /// <exception cref="TrustException">It ended, or was not healthy in time; the message has the end of its log.</exception>
    public async Task StartAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Containers.StartAsync(id, cancellationToken);
        }
        catch (EngineException fault) when (fault.EngineMessage.Contains("port is already allocated", StringComparison.Ordinal))
        {
            throw new TrustException(
                TrustErrorKind.InUse,
                $"port {plan.HostPort} of the {plan.Name} is in use by another container, and signatures name it; end that container",
                fault
            );
        }

        var details = await InspectAsync(cancellationToken);
        // Asked for here as soon as it can be, and not at the engine's next turn, which is seconds away.
        var check = details.Config.Healthcheck?.Test is ["CMD", _, ..] test ? test.Skip(1).ToList() : null;
        using var bounded = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bounded.Token);
        var answer = "it has not answered";
        try
        {
            // Each look starts a program: rarely where it takes long, for then the machine is busy.
            for (var pause = FirstPause; ; pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
            {
                (var isReady, answer) = await CheckAsync(check, either.Token);
                if (isReady)
                {
                    return;
                }

                await Task.Delay(pause, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw await FaultAsync($"did not start within {limit.TotalSeconds:0} s: {answer}", CancellationToken.None);
        }
    }

    /// <summary>Sees that it still runs.</summary>
    /// <exception cref="TrustException">It has ended; the message has the end of its log.</exception>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        var details = await engine.Containers.InspectAsync(id, cancellationToken);
        if (details is null)
        {
            throw new TrustException(TrustErrorKind.ServiceFailed, $"the container of {plan.Name} was removed by somebody else");
        }

        if (!details.State.Running)
        {
            throw await FaultAsync($"ended by itself ({Ending(details.State)})", cancellationToken);
        }
    }

    private async Task<(bool IsReady, string Answer)> CheckAsync(List<string>? check, CancellationToken cancellationToken)
    {
        var details = await InspectAsync(cancellationToken);
        if (!details.State.Running)
        {
            throw await FaultAsync($"did not start ({Ending(details.State)})", cancellationToken);
        }

        if (check is null)
        {
            return (true, "");
        }

        try
        {
            var request = new ExecRequest(check) { OutputLimit = LogBytes };
            var result = await engine.Containers.ExecAsync(id, request, cancellationToken);
            return (result.ExitCode == 0, $"{result.Output}{result.Error}".Trim());
        }
        catch (EngineException fault) when (fault.Kind is not (EngineErrorKind.Unavailable or EngineErrorKind.PermissionDenied))
        {
            // It ended meanwhile, which the next look at it tells; the engine says so in several ways.
            return (false, fault.EngineMessage);
        }
    }

    private async Task<ContainerDetails> InspectAsync(CancellationToken cancellationToken) =>
        await engine.Containers.InspectAsync(id, cancellationToken)
        ?? throw new TrustException(TrustErrorKind.ServiceFailed, $"the container of {plan.Name} was removed by somebody else");

    private async Task<TrustException> FaultAsync(string what, CancellationToken cancellationToken)
    {
        var log = await engine.Containers.LogTextAsync(id, new LogOptions { Tail = LogLines }, LogBytes, cancellationToken);
        var profile = plan.Image.SeccompProfileJson is null ? "the engine's default seccomp profile" : "its seccomp profile";
        return new TrustException(
            TrustErrorKind.ServiceFailed,
            $"{plan.Name} {what}; it ran under {profile}; its log ends with:{Environment.NewLine}{log.Trim()}"
        );
    }

    private static string Ending(ContainerState state) =>
        state.OOMKilled ? $"exit code {state.ExitCode}, out of memory" : $"exit code {state.ExitCode}";
}
