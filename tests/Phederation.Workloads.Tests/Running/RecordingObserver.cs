using Phederation.Workloads.Running;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tests.Running;

/// <summary>Writes down what it is told.</summary>
internal sealed class RecordingObserver : IWorkloadObserver
{
    public void Tell(bool isServing) { }

    public List<string> Started { get; } = [];

    public List<string> Ended { get; } = [];

    public Func<string, Task>? OnStarting { get; init; }

    public async ValueTask StepStartingAsync(StepNotice step, CancellationToken cancellationToken)
    {
        Assert.Equal(Started.Count, Ended.Count);
        Started.Add(step.Id);
        if (OnStarting is not null)
        {
            await OnStarting(step.Id);
        }
    }

    public ValueTask StepEndedAsync(StepNotice step, TranscriptStep? answer, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        Ended.Add(step.Id);
        Assert.Equal(Started, Ended);
        Assert.Equal(step.Id == StepNotice.TeardownId, answer is null);
        return default;
    }
}
