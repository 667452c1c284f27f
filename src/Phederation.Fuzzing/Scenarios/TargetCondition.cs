namespace Phederation.Fuzzing.Scenarios;

/// <summary>How a target was after a scenario, as far as somebody watches it.</summary>
/// <param name="IsServing">Whether it takes connections.</param>
/// <param name="UnaskedEnds">How often it ended during the scenario without an event that asked for it.</param>
/// <param name="IsOutOfMemory">Whether the kernel ended a process of it for memory.</param>
/// <param name="MemoryBytes">What it holds of memory; null when nobody can say.</param>
public sealed record TargetCondition(bool IsServing, int UnaskedEnds = 0, bool IsOutOfMemory = false, long? MemoryBytes = null);
