using Phederation.Seccomp.Supervision;
using Phederation.Workloads.Running;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tracing;

/// <summary>Tells a supervisor when the service is healthy.</summary>
internal sealed class SupervisingObserver(Supervisor supervisor, IWorkloadObserver? next) : IWorkloadObserver
{
    public ValueTask StepStartingAsync(StepNotice step, CancellationToken cancellationToken) =>
        next?.StepStartingAsync(step, cancellationToken) ?? default;

    public void Tell(bool isServing)
    {
        if (isServing)
        {
            // There is one container below the recorder's cgroup.
            supervisor.CloseAll();
        }

        next?.Tell(isServing);
    }

    public ValueTask StepEndedAsync(StepNotice step, TranscriptStep? answer, TimeSpan elapsed, CancellationToken cancellationToken) =>
        next?.StepEndedAsync(step, answer, elapsed, cancellationToken) ?? default;
}
