namespace Phederation.Trust;

/// <summary>Reads and writes whole small files the careful way: never a link, never more than a limit, never half.</summary>
internal static class BoundedFile
{
    private const string Unfinished = ".unfinished";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads a file of at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="RefusedException">It is missing, a link, empty, too large or can't be read.</exception>
    public static byte[] Read(string path, int limit, string where)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null || (file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint)))
            {
                throw new RefusedException(RefusalCode.NotAFile, "a link stands in place of the file", where, "copy the release again");
            }

            if (!file.Exists)
            {
                throw new RefusedException(RefusalCode.Missing, "the file is not there", where, "copy the release again, whole");
            }

            // A pipe or a device has no length; opening it could wait for ever, so it is refused before.
            if (file.Length == 0 || file.Length > limit)
            {
                throw new RefusedException(
                    RefusalCode.Malformed,
                    $"the file has {file.Length} bytes, between 1 and {limit} are expected",
                    where,
                    "copy the release again"
                );
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = new byte[file.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(
                RefusalCode.Unreadable,
                $"the file can't be read: {fault.Message}",
                where,
                "see to its rights and the disk, then try again"
            );
        }
    }

    /// <summary>
    /// Replaces a file in one step, readable by its owner only (on Windows by whom the folder says): after an interruption there is
    /// the old file or the new one.
    /// </summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool isSecret = true)
    {
        var unfinished = path + Unfinished;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (isSecret && !OperatingSystem.IsWindows())
        {
            // A left-over of another mode would keep it.
            File.Delete(unfinished);
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Removes what an interrupted <see cref="Write"/> may have left.</summary>
    public static void DeleteUnfinished(string path) => File.Delete(path + Unfinished);

    /// <summary>Makes a folder that only its owner may enter, and takes the rights of others from one that is there.</summary>
    public static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        const UnixFileMode owner = OwnerOnly | UnixFileMode.UserExecute;
        Directory.CreateDirectory(path, owner);
        if (File.GetUnixFileMode(path) != owner)
        {
            File.SetUnixFileMode(path, owner);
        }
    }
}
