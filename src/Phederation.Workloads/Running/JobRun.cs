using System.Text;
using Phederation.Containers.Engine;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Running;

/// <summary>One run of a job's container, from its start to its end.</summary>
internal sealed class JobRun(EngineClient engine, TimeProvider time, RunResources resources)
{
    private const int OutputLimit = 4 * 1024 * 1024;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(30);

    /// <summary>Runs it; what it wrote is returned whatever its exit code.</summary>
    public async Task<(int Exit, string Output, string Error)> RunAsync(
        RunStep step,
        ServiceSpec service,
        CancellationToken cancellationToken
    )
    {
        var id = await resources.CreateContainerAsync(service with { Command = step.Arguments, HasHealthCheck = false }, cancellationToken);
        try
        {
            await engine.Containers.StartAsync(id, cancellationToken);
            if (step.Signal is { } signal)
            {
                await SignalAsync(id, signal, step, cancellationToken);
            }

            var exit = await engine.Containers.WaitAsync(id, WaitCondition.NotRunning, cancellationToken);
            var (output, error) = await OutputAsync(id, cancellationToken);
            return (exit, output, error);
        }
        finally
        {
            using var limit = new CancellationTokenSource(CleanUp);
            await engine.Containers.RemoveAsync(id, force: true, limit.Token);
        }
    }

    private async Task SignalAsync(string id, string signal, RunStep step, CancellationToken cancellationToken)
    {
        while (step.SignalWhen is { } when && !when.IsMatch(await engine.Containers.LogTextAsync(id, null, OutputLimit, cancellationToken)))
        {
            if (await engine.Containers.InspectAsync(id, cancellationToken) is not { State.Running: true })
            {
                throw new StepFailedException($"the job ended before its output had a match of '{when}'");
            }

            await Task.Delay(Poll, time, cancellationToken);
        }

        try
        {
            await engine.Containers.KillAsync(id, signal, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind == EngineErrorKind.Conflict)
        {
            throw new StepFailedException($"the job ended before {signal} was sent", null, exception);
        }
    }

    private async Task<(string Output, string Error)> OutputAsync(string id, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        await foreach (var chunk in engine.Containers.LogsAsync(id, null, cancellationToken))
        {
            var target = chunk.Source == LogSource.Error ? error : output;
            if (target.Length + chunk.Data.Length > OutputLimit)
            {
                throw new StepFailedException($"the job wrote more than {OutputLimit >> 20} MiB");
            }

            await target.WriteAsync(chunk.Data, cancellationToken);
        }

        return (Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }
}
