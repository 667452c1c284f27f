using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Phederation.Pipeline.Incremental;

/// <summary>
/// A SHA-256 over the named inputs of a step. It names the step's outputs: same hash, same outputs. Each part is framed by its
/// length, so that no two different lists of inputs give the same hash.
/// </summary>
public sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a named text.</summary>
    public ContentHash Add(string name, string value)
    {
        Frame(Encoding.UTF8.GetBytes(name));
        Frame(Encoding.UTF8.GetBytes(value));
        return this;
    }

    /// <summary>Adds a file's bytes under a name that doesn't depend on where the checkout is.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public ContentHash AddFile(string name, string path)
    {
        using var stream = File.OpenRead(path);
        return Add(name, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>
    /// Adds every file below a folder that is a source: what a build makes (bin, obj) is left out. The order is that of the
    /// relative paths' ordinals.
    /// </summary>
    public ContentHash AddSources(string name, string folder)
    {
        var files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Relative: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => !file.Relative.Split('/').Any(part => part is "bin" or "obj"))
            .OrderBy(file => file.Relative, StringComparer.Ordinal);
        foreach (var (path, relative) in files)
        {
            AddFile($"{name}/{relative}", path);
        }

        return this;
    }

    /// <summary>The hash of everything added so far, 64 hexadecimal digits in lower case.</summary>
    public string Hex() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    private void Frame(ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        _hash.AppendData(length);
        _hash.AppendData(part);
    }
}
