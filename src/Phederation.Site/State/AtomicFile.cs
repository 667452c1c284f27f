namespace Phederation.Site.State;

/// <summary>Files that are there whole or not at all, whatever interrupts their writing, and that only their owner may read.</summary>
internal static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes or replaces a file.</summary>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(path, content, isReplacing: true, cancellationToken);

    /// <summary>Writes a file that must not be there yet.</summary>
    /// <exception cref="IOException">It is there.</exception>
    public static Task WriteNewAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(path, content, isReplacing: false, cancellationToken);

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, bool isReplacing, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            await using (var file = new FileStream(temporary, options))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, isReplacing);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
