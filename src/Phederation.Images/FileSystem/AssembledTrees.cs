namespace Phederation.Images.FileSystem;

/// <summary>The trees of what an image adds to its base.</summary>
/// <param name="Packages">The files of its packages, accounts and folders.</param>
/// <param name="Generated">The files that generators made; null when it has none.</param>
/// <param name="RootFiles">The files of the folder <c>rootfs</c>; null when it has none.</param>
internal sealed record AssembledTrees(ImageTree Packages, ImageTree? Generated, ImageTree? RootFiles)
{
    /// <summary>All of them, the lowest first.</summary>
    public IReadOnlyList<ImageTree> All => [.. new[] { Packages, Generated, RootFiles }.OfType<ImageTree>()];
}
