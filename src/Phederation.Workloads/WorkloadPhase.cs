namespace Phederation.Workloads;

/// <summary>
/// When in a container's life a step happens. A profile's second stage may drop what only <see cref="Init"/> needed, and a
/// reviewer asks of each syscall in which phase it was seen first.
/// </summary>
public enum WorkloadPhase
{
    /// <summary>Before the service is ready for the first time.</summary>
    Init,

    /// <summary>The service does its ordinary work.</summary>
    Serving,

    /// <summary>The service takes up new settings or reopens its files.</summary>
    Reload,

    /// <summary>Work of an operator: backup, vacuum, restart, recovery.</summary>
    Maintenance,

    /// <summary>The service ends.</summary>
    Shutdown,
}
