namespace Phederation.Images.Patching;

/// <summary>The file of a served package, as the signed index describes it.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Source">The name of its source package.</param>
/// <param name="Size">The bytes of the file.</param>
/// <param name="Sha256">The SHA-256 of the file.</param>
internal sealed record PackageFile(string Name, string Version, string Source, long Size, string Sha256);
