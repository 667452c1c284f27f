using Phederation.Containers.Engine;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Supervision;
using Phederation.Workloads.Running;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tracing;

/// <summary>
/// Runs the traced workload again under a profile and proves that nothing has changed: no call is denied, and every answer is the
/// trace's. What isn't so is a value of the result, never an exception.
/// </summary>
public sealed class ReplayRun
{
    private readonly EngineClient _engine;
    private readonly TimeProvider _time;
    private readonly Func<CancellationToken, Task<ISyscallRecorder>> _startRecorder;

    /// <summary>Sees denials with the recorder that is chosen.</summary>
    public ReplayRun(EngineClient engine, TimeProvider time, RecorderChoice choice = RecorderChoice.Auto)
        : this(engine, time, cancellationToken => RecorderFactory.StartChosenAsync(engine, choice, watchDenials: true, cancellationToken))
    { }

    internal ReplayRun(EngineClient engine, TimeProvider time, Func<CancellationToken, Task<ISyscallRecorder>> startRecorder) =>
        (_engine, _time, _startRecorder) = (engine, time, startRecorder);

    /// <summary>
    /// Calls that profiles answer with ENOSYS on purpose although programs make them. clone3 keeps its flags in memory, where no
    /// filter can see a new user namespace; the C libraries fall back to clone.
    /// </summary>
    public static IReadOnlySet<string> IntendedDenials { get; } = new HashSet<string> { "clone3" };

    /// <summary>Runs under the profile and compares.</summary>
    /// <param name="workload">The steps of the trace.</param>
    /// <param name="target">The image; its profile and cgroup parent are replaced.</param>
    /// <param name="profile">The profile to be proved.</param>
    /// <param name="expected">The transcript of the trace.</param>
    /// <param name="observer">Told of each step; null when nobody listens.</param>
    /// <param name="cancellationToken">Ends the run; what it created is removed first.</param>
    /// <exception cref="RecorderUnavailableException">This machine can't see denials.</exception>
    public async Task<ReplayResult> RunAsync(
        Workload workload,
        WorkloadTarget target,
        SeccompProfile profile,
        Transcript expected,
        IWorkloadObserver? observer,
        CancellationToken cancellationToken
    )
    {
        using var recorder = await _startRecorder(cancellationToken);
        var form = recorder.Enforce(profile);
        var filter = new FilterProof(_engine, profile, listenerRefuses: !form.Equals(profile));
        var watched = new ReplayObserver(recorder, IntendedDenials, filter, _time, observer);
        return await CompareAsync(workload, target.SeenBy(recorder, form.ToJson()), watched, filter, expected, cancellationToken) with
        {
            Notice = recorder.Notice,
        };
    }

    /// <summary>
    /// The same under the profile's <see cref="SupervisedForm" />: when the service is healthy, the calls of its start are taken away, and the rest of the
    /// workload must not miss them. Each new start has them again.
    /// </summary>
    /// <exception cref="RecorderUnavailableException">
    /// This machine can't see denials in the kernel, or its engine doesn't know the runtime <see cref="SupervisedForm.RuntimeName" />.
    /// </exception>
    /// <inheritdoc cref="RunAsync" />
    public async Task<ReplayResult> RunSupervisedAsync(
        Workload workload,
        WorkloadTarget target,
        SeccompProfile profile,
        Transcript expected,
        IWorkloadObserver? observer,
        CancellationToken cancellationToken
    )
    {
        await RecorderFactory.RequireRuntimeAsync(_engine, cancellationToken);
        using var recorder = await _startRecorder(cancellationToken);
        if (recorder.OciRuntime is not null)
        {
            throw new RecorderUnavailableException(
                "a supervised profile is proved by the kernel's recorder only, for the listener is the supervisor's",
                "Run as root, or with CAP_BPF, CAP_PERFMON and CAP_DAC_OVERRIDE, and without --recorder notification."
            );
        }

        var form = SupervisedForm.Of(profile);
        using var supervisor = Supervisor.Start(recorder.CgroupParent.Trim('/'));
        var filter = new FilterProof(_engine, form, listenerRefuses: false);
        var watched = new ReplayObserver(recorder, IntendedDenials, filter, _time, new SupervisingObserver(supervisor, observer));
        var supervised = target.SeenBy(recorder, form.ToJson()) with { OciRuntime = SupervisedForm.RuntimeName };
        return await CompareAsync(workload, supervised, watched, filter, expected, cancellationToken);
    }

    private async Task<ReplayResult> CompareAsync(
        Workload workload,
        WorkloadTarget target,
        ReplayObserver watched,
        FilterProof filter,
        Transcript expected,
        CancellationToken cancellationToken
    )
    {
        var failure = await RunWatchedAsync(workload, target, watched, cancellationToken);
        watched.Read();
        var actual = new Transcript
        {
            WorkloadSha256 = workload.Sha256,
            ImageId = target.ImageId,
            Steps = watched.Answers,
        };
        return new ReplayResult
        {
            Transcript = actual,
            Denials = [.. watched.Denials.Where(denial => !watched.IsIntended(denial))],
            IntendedDenials = [.. watched.Denials.Where(watched.IsIntended)],
            Differences = Transcript.Compare(expected, actual),
            FilterDifferences = filter.Differences,
            Filter = filter.Note,
            Failure = failure,
            Losses = watched.Losses,
        };
    }

    /// <summary>Runs the workload beside the watch; returns why it didn't come to its end, or null.</summary>
    private async Task<string?> RunWatchedAsync(
        Workload workload,
        WorkloadTarget target,
        ReplayObserver watched,
        CancellationToken cancellationToken
    )
    {
        using var giveUp = new CancellationTokenSource();
        using var ended = new CancellationTokenSource();
        var watch = watched.WatchAsync(giveUp, ended.Token);
        try
        {
            await new WorkloadRunner(_engine, _time).RunAsync(workload, target, watched, giveUp.Token, cancellationToken);
            return null;
        }
        catch (WorkloadFailedException exception)
        {
            return exception.Message;
        }
        finally
        {
            await ended.CancelAsync();
            await watch;
        }
    }
}
