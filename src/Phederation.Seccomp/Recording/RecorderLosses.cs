namespace Phederation.Seccomp.Recording;

/// <summary>What the recorder could not keep. Any non-zero count means the evidence is incomplete and must not be used.</summary>
/// <param name="Tasks">Tasks whose state could not be allocated: their denials, and the split runtime/program, are unknown.</param>
/// <param name="Calls">Calls with an unassigned number that found the table full.</param>
/// <param name="Arguments">Argument combinations that found the table full.</param>
/// <param name="Denials">Denials that found the table full.</param>
/// <param name="Missed">Events for which the kernel skipped the program (recursion).</param>
public sealed record RecorderLosses(ulong Tasks, ulong Calls, ulong Arguments, ulong Denials, ulong Missed)
{
    /// <summary>Nothing was lost.</summary>
    public static RecorderLosses None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Whether anything was lost.</summary>
    public bool Any => (Tasks | Calls | Arguments | Denials | Missed) != 0;

    /// <summary>The sum per kind, for evidence that several recordings made.</summary>
    public RecorderLosses Plus(RecorderLosses other) =>
        new(Tasks + other.Tasks, Calls + other.Calls, Arguments + other.Arguments, Denials + other.Denials, Missed + other.Missed);
}
