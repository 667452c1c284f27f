using Phederation.Containers.Oci;

namespace Phederation.Containers.Images;

/// <summary>A layout's blob, whose digest is checked while it is read.</summary>
internal sealed record BlobContent(OciLayout Layout, Descriptor Blob) : LayerContent(Blob.Size)
{
    public override Stream Open() => Layout.OpenBlob(Blob.Digest, Blob.Size);
}
