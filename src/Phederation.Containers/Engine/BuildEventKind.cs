namespace Phederation.Containers.Engine;

/// <summary>What happened in a build.</summary>
public enum BuildEventKind
{
    /// <summary>A step began.</summary>
    StepStarted,

    /// <summary>A step was taken from the cache.</summary>
    StepCached,

    /// <summary>A step ended well.</summary>
    StepCompleted,

    /// <summary>A step failed; the text says why.</summary>
    StepFailed,

    /// <summary>A step wrote to its standard output, or the classic builder said something.</summary>
    Output,

    /// <summary>A step wrote to its standard error.</summary>
    ErrorOutput,
}
