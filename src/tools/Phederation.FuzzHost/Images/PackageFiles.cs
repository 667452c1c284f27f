using Phederation.Containers.Oci;
using Phederation.Images.Contents;

namespace Phederation.FuzzHost.Images;

/// <summary>An image that has one file.</summary>
internal static class PackageFiles
{
    private static readonly ImageConfig Config = new()
    {
        Architecture = "amd64",
        Os = "linux",
        RootFs = new RootFs { Type = "layers", DiffIds = [] },
    };

    public static ImageContents Image(string path, byte[] content) =>
        new(
            Digest.Sha256([]),
            Config,
            new SortedDictionary<string, ContentEntry>(StringComparer.Ordinal)
            {
                [path] = new ContentEntry
                {
                    Path = path,
                    Kind = ContentKind.File,
                    Length = content.Length,
                    Bytes = content,
                },
            }
        );
}
