namespace Phederation.Images.FileSystem;

/// <summary>The bytes of a file: in memory, or a slice of a file on disk, so that no image needs to fit in memory.</summary>
internal sealed class FileContent
{
    private readonly byte[]? _bytes;
    private readonly string? _path;
    private readonly long _offset;

    private FileContent(byte[]? bytes, string? path, long offset, long length)
    {
        _bytes = bytes;
        _path = path;
        _offset = offset;
        Length = length;
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Bytes in memory.</summary>
    public static FileContent Of(byte[] bytes) => new(bytes, null, 0, bytes.Length);

    /// <summary>A slice of a file on disk, which must stay until the image is written.</summary>
    public static FileContent Slice(string path, long offset, long length) => new(null, path, offset, length);

    /// <summary>A file on disk as a whole, which must stay until the image is written.</summary>
    public static FileContent Whole(FileInfo file) => new(null, file.FullName, 0, file.Length) { File = file };

    /// <summary>The file whose bytes these are, when they are all of one.</summary>
    public FileInfo? File { get; private init; }

    /// <summary>Opens the bytes for reading, from the first one to the last one.</summary>
    public Stream Open()
    {
        if (_bytes is not null)
        {
            return new MemoryStream(_bytes, writable: false);
        }

        var file = new FileStream(_path!, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return new SliceStream(file, _offset, Length);
    }

    /// <summary>All bytes at once; for small files and for binaries whose headers are examined.</summary>
    public byte[] ReadAll()
    {
        if (_bytes is not null)
        {
            return _bytes;
        }

        using var stream = Open();
        var bytes = new byte[Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
