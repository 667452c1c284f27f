using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Targets;

/// <summary>What is known of events in general.</summary>
public static class TargetEvents
{
    /// <summary>Those that need nothing but the target's address.</summary>
    public static IReadOnlySet<TargetEvent> OfSockets { get; } =
        new HashSet<TargetEvent> { TargetEvent.SlowSocket, TargetEvent.HalfClosedSocket, TargetEvent.ResetSocket, TargetEvent.ManySockets };

    /// <summary>Those that take something from the target until the end of their scenario.</summary>
    public static IReadOnlySet<TargetEvent> Lasting { get; } =
        new HashSet<TargetEvent> { TargetEvent.DependencyAway, TargetEvent.DiskFull };

    /// <summary>The name of the operation that stands for an event: its name in small letters with dashes, <c>half-closed-socket</c>.</summary>
    public static string Operation(TargetEvent happening) =>
        string.Concat(
            happening
                .ToString()
                .Select((c, at) => char.IsUpper(c) && at > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")
        );
}
