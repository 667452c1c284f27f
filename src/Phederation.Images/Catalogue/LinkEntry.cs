namespace Phederation.Images.Catalogue;

/// <summary>
/// A symbolic link that on an installed system a maintainer script makes, such as the choice between two packages that ship the same
/// library (update-alternatives).
/// </summary>
/// <param name="Path">The path without a leading slash.</param>
/// <param name="Target">The absolute path that it leads to, which must be in the image.</param>
public sealed record LinkEntry(string Path, string Target);
