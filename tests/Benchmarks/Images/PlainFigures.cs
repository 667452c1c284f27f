namespace Phederation.Benchmarks.Images;

/// <summary>What the plain form of a service costs.</summary>
/// <param name="Packages">The packages of a minimal Debian and of the service with what it recommends.</param>
/// <param name="InstalledBytes">What they say that they take on a disk (Installed-Size).</param>
/// <param name="Running">How it started; null when it was not run.</param>
internal sealed record PlainFigures(int Packages, long InstalledBytes, RunFigures? Running);
