namespace Nuke.Common.Execution;

/// <summary>Where a target of the plan stands.</summary>
public enum ExecutionStatus
{
    /// <summary>Its turn has not come.</summary>
    Scheduled,

    /// <summary>Its turn never came.</summary>
    NotRun,

    /// <summary>A condition or the command line left it out.</summary>
    Skipped,

    /// <summary>It is at work.</summary>
    Running,

    /// <summary>It is done.</summary>
    Succeeded,

    /// <summary>It threw.</summary>
    Failed,

    /// <summary>It was interrupted.</summary>
    Aborted,

    /// <summary>It only gathers other targets.</summary>
    Collective,
}
