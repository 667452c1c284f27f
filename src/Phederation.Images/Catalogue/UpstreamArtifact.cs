namespace Phederation.Images.Catalogue;

/// <summary>A file that somebody else publishes, known by its hash: where it comes from does not matter then.</summary>
/// <param name="Name">The name in the definition.</param>
/// <param name="Url">Where it is published; https only.</param>
/// <param name="Hash">The hash of its bytes.</param>
/// <param name="SizeLimitBytes">No more than this is read.</param>
public sealed record UpstreamArtifact(string Name, Uri Url, ArtifactHash Hash, long SizeLimitBytes);
