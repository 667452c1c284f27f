namespace Phederation.Images.FileSystem;

/// <summary>The trees of what an image adds to its base.</summary>
/// <param name="Packages">The files of its packages, accounts and folders.</param>
/// <param name="Generated">The files that generators made; null when it has none.</param>
internal sealed record AssembledTrees(ImageTree Packages, ImageTree? Generated);
