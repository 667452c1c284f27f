namespace Phederation.Images.Catalogue;

/// <summary>The release of the distribution that a base image, and so all images on it, is made of.</summary>
/// <param name="Suite">The code name in the package sources: <c>bookworm</c>.</param>
/// <param name="Architecture">Debian's name of the architecture: <c>amd64</c>.</param>
public sealed record Distribution(string Suite, string Architecture);
