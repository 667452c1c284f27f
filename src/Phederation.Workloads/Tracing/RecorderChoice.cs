namespace Phederation.Workloads.Tracing;

/// <summary>Which recorder a trace uses.</summary>
public enum RecorderChoice
{
    /// <summary>The kernel's programs; where they are refused, user notification if the engine knows its runtime.</summary>
    Auto,

    /// <summary>The kernel's programs or nothing.</summary>
    Ebpf,

    /// <summary>User notification, though it is slower and takes some calls for granted.</summary>
    Notification,
}
