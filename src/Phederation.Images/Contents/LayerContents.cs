using Phederation.Containers.Oci;

namespace Phederation.Images.Contents;

/// <summary>One layer as it was read.</summary>
/// <param name="DiffId">The digest of the bytes that were read.</param>
/// <param name="Entries">Its entries, later ones over earlier ones of the same path.</param>
/// <param name="HardLinks">Other names of files: path and the path of the file.</param>
/// <param name="Hidden">Paths of lower layers that it hides.</param>
/// <param name="Emptied">Folders of lower layers whose entries it hides.</param>
internal sealed record LayerContents(
    Digest DiffId,
    Dictionary<string, ContentEntry> Entries,
    List<KeyValuePair<string, string>> HardLinks,
    List<string> Hidden,
    List<string> Emptied
);
