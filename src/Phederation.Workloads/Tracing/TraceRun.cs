using Phederation.Containers.Engine;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Recording;
using Phederation.Workloads.Running;

namespace Phederation.Workloads.Tracing;

/// <summary>
/// Runs a workload while every syscall of its container is recorded, from the first instruction after the filter's load to the
/// last one of its shutdown. The recorder's machine must be the engine's.
/// </summary>
public sealed class TraceRun
{
    private readonly EngineClient _engine;
    private readonly TimeProvider _time;
    private readonly Func<CancellationToken, Task<ISyscallRecorder>> _startRecorder;

    /// <summary>Traces with the recorder that is chosen.</summary>
    public TraceRun(EngineClient engine, TimeProvider time, RecorderChoice choice = RecorderChoice.Auto)
        : this(engine, time, cancellationToken => RecorderFactory.StartChosenAsync(engine, choice, watchDenials: false, cancellationToken))
    { }

    internal TraceRun(EngineClient engine, TimeProvider time, Func<CancellationToken, Task<ISyscallRecorder>> startRecorder) =>
        (_engine, _time, _startRecorder) = (engine, time, startRecorder);

    /// <summary>Runs and records.</summary>
    /// <param name="workload">The steps.</param>
    /// <param name="target">The image; its profile and cgroup parent are replaced by the recorder's.</param>
    /// <param name="imageName">The image's name in the catalogue.</param>
    /// <param name="observer">Told of each step after the recorder was read; null when nobody listens.</param>
    /// <param name="cancellationToken">Ends the run; what it created is removed first.</param>
    /// <exception cref="RecorderUnavailableException">This machine can't record.</exception>
    /// <exception cref="WorkloadFailedException">A step failed.</exception>
    /// <exception cref="EvidenceUnusableException">Something was lost, denied, or nothing was recorded.</exception>
    public async Task<TraceResult> RunAsync(
        Workload workload,
        WorkloadTarget target,
        string imageName,
        IWorkloadObserver? observer,
        CancellationToken cancellationToken
    )
    {
        var subject = await SubjectReader.ReadAsync(
            _engine,
            imageName,
            target.ImageId,
            workload.Sha256,
            RunLabels.For(target),
            cancellationToken
        );
        using var recorder = await _startRecorder(cancellationToken);
        var builder = new EvidenceBuilder(subject, recorder.BackEnd);
        var transcript = await new WorkloadRunner(_engine, _time).RunAsync(
            workload,
            target.SeenBy(recorder, recorder.ProfileJson),
            new TraceObserver(recorder, builder, observer),
            cancellationToken
        );
        var evidence = builder.Build();
        var problems = evidence.Problems();
        return problems.Count == 0
            ? new TraceResult(evidence, transcript, recorder.Notice)
            : throw new EvidenceUnusableException(problems, evidence.Losses);
    }
}
