namespace Phederation.Images.Building;

/// <summary>The layers that the build makes of an image's inputs.</summary>
/// <param name="Packages">The files of its packages.</param>
/// <param name="Generated">The files that generators made; null when it has none.</param>
/// <param name="RootFiles">The files of the folder <c>rootfs</c>; null when it has none.</param>
internal sealed record ImageLayers(LayerFile Packages, LayerFile? Generated, LayerFile? RootFiles)
{
    /// <summary>The layer of a source as Dockerfiles name it; null for any other source, and for one that the image has not.</summary>
    public LayerFile? Of(string source) =>
        source switch
        {
            "packages.tar" => Packages,
            "generated" or "generated/" or "generated/." => Generated,
            "rootfs" or "rootfs/" or "rootfs/." => RootFiles,
            _ => null,
        };
}
