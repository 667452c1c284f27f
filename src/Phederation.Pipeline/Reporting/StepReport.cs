using Phederation.Workloads.Running;
using Phederation.Workloads.Transcripts;

namespace Phederation.Pipeline.Reporting;

/// <summary>Shows where a workload stands.</summary>
internal sealed class StepReport(string what, int steps, IPipelineReport report) : IWorkloadObserver
{
    private int _done;

    public void Tell(bool isServing) { }

    public ValueTask StepStartingAsync(StepNotice step, CancellationToken cancellationToken)
    {
        report.Progress($"{what} {_done}/{steps}: {step.Id}");
        return ValueTask.CompletedTask;
    }

    public ValueTask StepEndedAsync(StepNotice step, TranscriptStep? answer, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        _done++;
        return ValueTask.CompletedTask;
    }
}
