namespace Phederation.Images.Catalogue;

/// <summary>Where an upstream file is published, and what it must be.</summary>
/// <param name="Url">Where it is published; https only.</param>
/// <param name="Hash">The hash of its bytes.</param>
public sealed record ArtifactSource(Uri Url, ArtifactHash Hash);
