namespace Phederation.Workloads.Transcripts;

/// <summary>How a step ended.</summary>
public enum StepOutcome
{
    /// <summary>Its answer met its expectation.</summary>
    Passed,

    /// <summary>Its answer didn't, or there was none in time; it is the last step of its transcript.</summary>
    Failed,
}
