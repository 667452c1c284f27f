namespace Phederation.Containers.Engine;

/// <summary>What a wait waits for.</summary>
public enum WaitCondition
{
    /// <summary>The container does not run; true at once for one that has ended or never ran.</summary>
    NotRunning,

    /// <summary>The next end; for a container that is about to be started.</summary>
    NextExit,

    /// <summary>The container is gone.</summary>
    Removed,
}
