namespace Phederation.Images.Sbom;

/// <summary>A .NET program of the checkout that an image holds, and what its packages were locked to.</summary>
/// <param name="Path">The program's path in the image, without a leading slash.</param>
/// <param name="LockFile">Its <c>packages.lock.json</c>.</param>
public sealed record ProgramLock(string Path, string LockFile);
