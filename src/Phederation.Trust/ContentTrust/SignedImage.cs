using Phederation.Containers.Oci;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.ContentTrust;

/// <summary>A tag as it is signed, verified from a pinned root key down.</summary>
public sealed class SignedImage
{
    private readonly TufRepository _repository;

    internal SignedImage(string gun, string tag, Digest manifest, long length, TufRepository repository)
    {
        Gun = gun;
        Tag = tag;
        Manifest = manifest;
        Length = length;
        _repository = repository;
    }

    /// <summary>The repository with its registry.</summary>
    public string Gun { get; }

    /// <summary>The tag.</summary>
    public string Tag { get; }

    /// <summary>The digest of the manifest that the tag means.</summary>
    public Digest Manifest { get; }

    /// <summary>The manifest's length in bytes.</summary>
    public long Length { get; }

    /// <summary>The versions of the metadata, to be remembered against older ones.</summary>
    public IReadOnlyDictionary<string, int> Versions => _repository.Versions.ToDictionary();

    /// <summary>Writes the metadata files to a folder, for a release: <c>root.json</c>, <c>targets.json</c> and so on.</summary>
    public async Task SaveAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var (role, file) in _repository.Files)
        {
            var path = Path.Combine(folder, role.Replace('/', Path.DirectorySeparatorChar) + ".json");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, file.Bytes, cancellationToken);
        }
    }
}
