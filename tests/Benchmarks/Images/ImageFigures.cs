namespace Phederation.Benchmarks.Images;

/// <summary>What an image costs.</summary>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="Packages">The packages that it and the images below it are made of.</param>
/// <param name="Unpatched">How many of them the distribution serves in a newer version now.</param>
/// <param name="SizeBytes">The size that the engine reports.</param>
/// <param name="Running">How it started; null when it could not be run here.</param>
internal sealed record ImageFigures(string Name, int Packages, int Unpatched, long SizeBytes, RunFigures? Running);
