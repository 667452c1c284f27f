namespace Phederation.Pipeline.Incremental;

/// <summary>
/// Files and folders that appear whole or not at all: written beside their place, then renamed. What an interrupted run leaves
/// has another name and is removed by the next one.
/// </summary>
public static class AtomicOutput
{
    private const string Suffix = ".partial";

    /// <summary>Writes a file; a reader sees the old bytes or the new ones.</summary>
    public static async Task WriteFileAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + Suffix;
        await File.WriteAllBytesAsync(partial, bytes, cancellationToken);
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>
    /// Fills a new folder by <paramref name="fill"/>, then puts it in the place of <paramref name="path"/>. The old folder is
    /// removed only when the new one stands; when <paramref name="fill"/> fails, the old one is untouched.
    /// </summary>
    public static async Task ReplaceFolderAsync(string path, Func<string, Task> fill)
    {
        var partial = path + Suffix;
        var old = path + ".old";
        Remove(partial);
        if (!Directory.Exists(path) && Directory.Exists(old))
        {
            // A run was interrupted between the two renames below: the old folder is the last whole one.
            Directory.Move(old, path);
        }

        Remove(old);
        Directory.CreateDirectory(partial);
        try
        {
            await fill(partial);
        }
        catch
        {
            Remove(partial);
            throw;
        }

        if (Directory.Exists(path))
        {
            Directory.Move(path, old);
        }

        Directory.Move(partial, path);
        Remove(old);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
