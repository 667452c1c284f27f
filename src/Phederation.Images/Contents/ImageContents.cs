using Phederation.Containers.Oci;

namespace Phederation.Images.Contents;

/// <summary>An image as it is on the engine: its configuration, and every entry of its file system.</summary>
public sealed class ImageContents
{
    private readonly SortedDictionary<string, ContentEntry> _entries;

    internal ImageContents(Digest imageId, ImageConfig config, SortedDictionary<string, ContentEntry> entries)
    {
        ImageId = imageId;
        Config = config;
        _entries = entries;
    }

    /// <summary>The digest of the configuration, checked against its bytes.</summary>
    public Digest ImageId { get; }

    /// <summary>The configuration.</summary>
    public ImageConfig Config { get; }

    /// <summary>All entries in the ordinal order of their paths.</summary>
    public IReadOnlyCollection<ContentEntry> Entries => _entries.Values;

    /// <summary>The entry at a path without a leading slash, or null.</summary>
    public ContentEntry? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>The kept bytes of a file, following symbolic links; null when there is none or it was not kept.</summary>
    public byte[]? Bytes(string path)
    {
        // As many links as Linux follows.
        for (var links = 0; links < 40; links++)
        {
            if (Find(path) is not { Kind: ContentKind.SymbolicLink, LinkTarget: { } target })
            {
                return Find(path)?.Bytes;
            }

            path = LayerPaths.Follow(path, target);
        }

        return null;
    }
}
