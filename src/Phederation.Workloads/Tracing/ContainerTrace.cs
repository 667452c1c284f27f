using System.Globalization;
using System.Security.Cryptography;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Recording;

namespace Phederation.Workloads.Tracing;

/// <summary>
/// Watches a container that runs already, whoever started it, and changes nothing of it. What it did before is not in the evidence, so that a
/// profile of it is a beginning: only a workload shows a whole life.
/// </summary>
public sealed class ContainerTrace(EngineClient engine, TimeProvider time)
{
    /// <summary>The most that one point of the discovery curve stands for.</summary>
    private static readonly TimeSpan StepLength = TimeSpan.FromSeconds(10);

    /// <summary>The workload of evidence that comes from watching: none.</summary>
    public static string NoWorkload { get; } = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <summary>Watches until the time is over, the container ends, or <paramref name="stop" /> asks for the end.</summary>
    /// <param name="container">The container, which must run under a filter.</param>
    /// <param name="length">How long.</param>
    /// <param name="progress">Told of each point of the discovery curve.</param>
    /// <param name="stop">Ends the watch early; what was seen counts.</param>
    /// <returns>The evidence, which may have <see cref="Evidence.Problems" />.</returns>
    /// <exception cref="RecorderUnavailableException">This machine can't record, or the container has no filter.</exception>
    public async Task<Evidence> RunAsync(
        ContainerDetails container,
        TimeSpan length,
        IProgress<EvidenceStep>? progress,
        CancellationToken stop
    )
    {
        RequireFilter(container.State.Pid);
        var name = container.Name.TrimStart('/');
        var subject = await SubjectReader.ReadAsync(engine, name, container.Image, NoWorkload, new Dictionary<string, string>(), stop);
        using var recorder = await RecorderFactory.StartAtAsync(engine, container.State.Pid, stop);
        var evidence = new EvidenceBuilder(subject, recorder.BackEnd);
        var started = time.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            // The time may have run out since it was looked at last.
            var left = TimeSpan.FromTicks(Math.Clamp((length - time.GetElapsedTime(started)).Ticks, 0, StepLength.Ticks));
            await Task.Delay(left, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            elapsed = time.GetElapsedTime(started);
            evidence.EndStep(string.Create(CultureInfo.InvariantCulture, $"after-{elapsed.TotalSeconds:0}-s"), "serving", recorder.Read());
            progress?.Report(evidence.Build().Steps[^1]);
        } while (elapsed < length && !stop.IsCancellationRequested && Directory.Exists($"/proc/{container.State.Pid}"));

        var all = evidence.Build();
        return all with { Denials = [.. all.Denials.Where(denial => !ReplayRun.IntendedDenials.Contains(denial.Name))] };
    }

    // Mode 2 of seccomp is a filter; proc_pid_status(5).
    private static void RequireFilter(int process)
    {
        const string field = "Seccomp:";
        var file = $"/proc/{process}/status";
        var mode = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))?[field.Length..].Trim()
            : null;
        if (mode != "2")
        {
            throw new RecorderUnavailableException(
                mode is null ? $"the container's process {process} is not on this machine" : "the container runs without a seccomp filter",
                mode is null
                    ? "Run the trace on the engine's own machine, while the container runs."
                    : "Only what passes a filter is seen: start it with the engine's default profile, or with one that allows everything."
            );
        }
    }
}
