using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Recording;
using Phederation.Workloads.Reading;
using Phederation.Workloads.Running;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tracing;

/// <summary>Reads the recorder at the end of every step.</summary>
internal sealed class TraceObserver(ISyscallRecorder recorder, EvidenceBuilder evidence, IWorkloadObserver? next) : IWorkloadObserver
{
    public ValueTask StepStartingAsync(StepNotice step, CancellationToken cancellationToken) =>
        next?.StepStartingAsync(step, cancellationToken) ?? default;

    public void Tell(bool isServing)
    {
        recorder.Tell(isServing);
        next?.Tell(isServing);
    }

    public async ValueTask StepEndedAsync(StepNotice step, TranscriptStep? answer, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        evidence.EndStep(step.Id, Names.Of(step.Phase), recorder.Read());
        if (next is not null)
        {
            await next.StepEndedAsync(step, answer, elapsed, cancellationToken);
        }
    }
}
