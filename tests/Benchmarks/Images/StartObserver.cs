using Phederation.Containers.Engine;
using Phederation.Workloads.Running;
using Phederation.Workloads.Transcripts;

namespace Phederation.Benchmarks.Images;

/// <summary>Takes the time of a workload's start, and looks at the container's memory before it is stopped again.</summary>
internal sealed class StartObserver(EngineClient engine, string prefix, string imageId) : IWorkloadObserver
{
    /// <summary>What was seen; null before the start has ended.</summary>
    public void Tell(bool isServing) { }

    public RunFigures? Figures { get; private set; }

    public ValueTask StepStartingAsync(StepNotice step, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask StepEndedAsync(StepNotice step, TranscriptStep? answer, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        if (step.Kind != "start" || answer?.Outcome != StepOutcome.Passed)
        {
            return;
        }

        var containers = await engine.Containers.ListAsync([$"phederation.workload={prefix}"], all: false, cancellationToken);
        // A peer of the same image is named as the run's own container, with a word behind it.
        var own = containers.Where(container => container.ImageID == imageId).MinBy(container => container.Names[0].Length)!;
        Figures = new RunFigures(elapsed, await ContainerMemory.OfAsync(engine, own.Id, cancellationToken));
    }
}
