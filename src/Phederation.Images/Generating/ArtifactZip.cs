using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Phederation.Images.Generating;

/// <summary>Unpacks a zip, such as a Java application's war. Times, owners and modes of a zip are not taken over: its writers make them up.</summary>
/// <param name="path">The zip.</param>
/// <param name="folder">Where its files are put, numbered.</param>
/// <param name="mostEntries">More entries are refused.</param>
/// <param name="mostBytes">More bytes, unpacked, are refused.</param>
internal sealed class ArtifactZip(string path, string folder, int mostEntries, long mostBytes)
{
    private const int KindShift = 28;
    private const int RegularFile = 8;
    private const int UnknownKind = 0;

    /// <summary>Whether a file begins as a zip does.</summary>
    public static bool IsZip(string path)
    {
        Span<byte> begin = stackalloc byte[4];
        using var stream = File.OpenRead(path);
        return stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual("PK\x03\x04"u8);
    }

    /// <summary>The files with the names that they are to have.</summary>
    /// <param name="nameOf">The name for an entry's, or null where the entry is not wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">It is malformed, too large, or holds something else than files and folders.</exception>
    public async IAsyncEnumerable<(string Name, FileInfo File)> UnpackAsync(
        Func<string, string?> nameOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(folder);
        await using var archive = await ZipFile.OpenReadAsync(path, cancellationToken);
        if (archive.Entries.Count > mostEntries)
        {
            throw new InvalidDataException($"it has more than {mostEntries} entries");
        }

        long bytes = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            if (entry.FullName.EndsWith('/') || nameOf(entry.FullName) is not { } name)
            {
                continue;
            }

            if ((entry.ExternalAttributes >>> KindShift) is not (RegularFile or UnknownKind))
            {
                throw new InvalidDataException($"'{entry.FullName}' is neither a file nor a folder");
            }

            if (!names.Add(name))
            {
                throw new InvalidDataException($"'{entry.FullName}' is there twice");
            }

            var file = new FileInfo(Path.Combine(folder, $"{names.Count}"));
            bytes += await UnpackAsync(entry, file, mostBytes - bytes, cancellationToken);
            file.Refresh();
            yield return (name, file);
        }
    }

    // What an entry says of its length is only what it says.
    private async Task<long> UnpackAsync(ZipArchiveEntry entry, FileInfo file, long most, CancellationToken cancellationToken)
    {
        await using var source = await entry.OpenAsync(cancellationToken);
        await using var target = file.Create();
        var buffer = new byte[128 << 10];
        long length = 0;
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            length += read;
            if (length > most)
            {
                throw new InvalidDataException($"it unpacks to more than {mostBytes >> 20} MiB");
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return length;
    }
}
