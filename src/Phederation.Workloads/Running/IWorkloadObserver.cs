using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Running;

/// <summary>Is told of every step's begin and end, in order and from one run at a time: recorders read there, progress is shown.</summary>
public interface IWorkloadObserver
{
    /// <summary>A step is about to begin.</summary>
    ValueTask StepStartingAsync(StepNotice step, CancellationToken cancellationToken);

    /// <summary>The service serves from now on, as its health says, or it is about to start. One without a health check always serves.</summary>
    void Tell(bool isServing);

    /// <summary>A step has ended, well or not; nothing of the next one has happened yet.</summary>
    /// <param name="step">The step.</param>
    /// <param name="answer">What it answered; null for the teardown.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    ValueTask StepEndedAsync(StepNotice step, TranscriptStep? answer, TimeSpan elapsed, CancellationToken cancellationToken);
}
