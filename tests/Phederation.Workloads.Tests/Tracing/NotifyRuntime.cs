using Phederation.Seccomp.Recording.Notification;

namespace Phederation.Workloads.Tests.Tracing;

/// <summary>The runtime that hands filters over, for an engine of a test's own.</summary>
internal static class NotifyRuntime
{
    /// <summary>The engine's arguments with which it knows the runtime.</summary>
    public static readonly string[] Known =
    [
        "--add-runtime",
        $"{NotificationRecorder.RuntimeName}={Path.Combine(AppContext.BaseDirectory, "phederation-notify-runtime")}",
    ];
}
