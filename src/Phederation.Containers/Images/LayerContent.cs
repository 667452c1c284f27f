namespace Phederation.Containers.Images;

/// <summary>Where a file's bytes are, until the layer is written.</summary>
internal abstract record LayerContent(long Length)
{
    public abstract Stream Open();
}
