using Phederation.Containers.Oci;

namespace Phederation.Images.Auditing.Reading;

/// <summary>A layer that was read to its end.</summary>
internal sealed class AuditedLayer
{
    /// <summary>Its place in the image, the lowest is 0; known only when the manifest was read, which may come last.</summary>
    public int Index { get; set; }

    /// <summary>The SHA-256 of the uncompressed bytes that were read.</summary>
    public Digest? DiffId { get; set; }

    /// <summary>Uncompressed bytes.</summary>
    public long Size { get; set; }

    /// <summary>Bytes of the files in it, which is what an engine tells as size.</summary>
    public long FileBytes { get; set; }

    /// <summary>The step that made it, as the history tells.</summary>
    public string CreatedBy { get; set; } = "";

    /// <summary>The entries, in the order of the layer; a path may occur twice.</summary>
    public List<AuditedFile> Files { get; } = [];

    /// <summary>Paths of the layers below that it hides.</summary>
    public List<string> Whiteouts { get; } = [];

    /// <summary>Folders of the layers below whose content it hides.</summary>
    public List<string> Opaques { get; } = [];

    /// <summary>Hard links whose file this layer does not have: path and target.</summary>
    public List<(string Path, string Target)> LooseLinks { get; } = [];
}
