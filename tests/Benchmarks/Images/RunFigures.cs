namespace Phederation.Benchmarks.Images;

/// <summary>A container's start, and what it holds once it is ready.</summary>
/// <param name="Start">From the request to create it until it is ready.</param>
/// <param name="MemoryBytes">What its control group holds, less the pages of files that the kernel may drop at any time.</param>
internal sealed record RunFigures(TimeSpan Start, long MemoryBytes);
