namespace Phederation.Fuzzing.Targets;

/// <summary>How a target is, and what became of it since the watching began.</summary>
/// <param name="UnaskedEnds">How often it has ended without having been asked to.</param>
/// <param name="OutOfMemoryEnds">How many of its processes the kernel has ended for memory.</param>
/// <param name="MemoryBytes">What it holds of memory; null when nobody can say.</param>
public sealed record TargetVitals(int UnaskedEnds, int OutOfMemoryEnds, long? MemoryBytes);
