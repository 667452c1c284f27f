namespace Phederation.Images.Catalogue;

/// <summary>A file that somebody else publishes, known by its hash: where it comes from does not matter then.</summary>
/// <param name="Name">The name in the definition.</param>
/// <param name="Url">Where it is published; https only.</param>
/// <param name="Sha256">The SHA-256 of its bytes, lower-case hex.</param>
/// <param name="SizeLimitBytes">No more than this is read.</param>
public sealed record UpstreamArtifact(string Name, Uri Url, string Sha256, long SizeLimitBytes);
