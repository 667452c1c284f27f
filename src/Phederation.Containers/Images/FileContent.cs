using Phederation.Containers.Streams;

namespace Phederation.Containers.Images;

/// <summary>A part of a file, or all of it.</summary>
internal sealed record FileContent(string Path, long Offset, long Length) : LayerContent(Length)
{
    public static FileContent Whole(string path) => new(path, 0, new FileInfo(path).Length);

    public override Stream Open()
    {
        var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        return new RangeStream(file, Offset, Length);
    }
}
