using Phederation.Containers.Oci;

namespace Phederation.Images.Building;

/// <summary>An image that was written here and not by an engine: the same inputs give the same bytes everywhere.</summary>
/// <param name="ConfigBytes">The configuration; its digest is the image's ID.</param>
/// <param name="Layers">All layers on disk, the lowest first.</param>
internal sealed record WrittenImage(byte[] ConfigBytes, IReadOnlyList<LayerFile> Layers)
{
    /// <summary>The image's ID.</summary>
    public Digest ImageId => Digest.Sha256(ConfigBytes);

    /// <summary>The configuration.</summary>
    public ImageConfig Config => OciDocument.ParseConfig(ConfigBytes);
}
