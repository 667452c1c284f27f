namespace Phederation.Images.Auditing.Reading;

/// <summary>An image in the manifest.json of docker save.</summary>
/// <param name="Config">The configuration's name in the archive.</param>
/// <param name="RepoTags">References; null for an image without one.</param>
/// <param name="Layers">The layers' names in the archive, the lowest first.</param>
internal sealed record SavedImage(string? Config, string[]? RepoTags, string[]? Layers);
