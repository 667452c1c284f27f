using System.IO.Compression;

namespace Phederation.Images.Generating.Java;

/// <summary>Writes a jar whose bytes depend on its files only: sorted, without times, and not compressed, as compressors change.</summary>
internal static class JarFile
{
    private const string Manifest = "META-INF/MANIFEST.MF";

    // The first moment that a zip can name.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The jar's bytes.</summary>
    /// <param name="files">The files by their path in the jar.</param>
    public static byte[] Write(IReadOnlyDictionary<string, FileInfo> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            // Readers look for it at the start.
            Add(archive, Manifest, "Manifest-Version: 1.0\r\n\r\n"u8);
            foreach (var (path, file) in files.Where(file => file.Key != Manifest).OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                Add(archive, path, File.ReadAllBytes(file.FullName));
            }
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive archive, string path, ReadOnlySpan<byte> content)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.NoCompression);
        entry.LastWriteTime = Time;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
