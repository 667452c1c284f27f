namespace Phederation.Fuzzing.Targets;

/// <summary>Takes all room of a file system that a target has to itself, and gives it back.</summary>
/// <param name="folder">Where the file system is mounted.</param>
public sealed class DiskFiller(string folder)
{
    /// <summary>A larger file system isn't filled: it isn't one that was made for this.</summary>
    public const long Largest = 4L * 1024 * 1024 * 1024;

    private const string FileName = ".phederation-fuzz-full";
    private const int Block = 1024 * 1024;

    private readonly string _file = Path.Combine(folder, FileName);

    /// <summary>Refuses a folder that is on a file system of others: filling it would hurt the machine.</summary>
    /// <exception cref="FuzzException">It is no mount point of its own, or too large.</exception>
    public void Check()
    {
        var home = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var drive = DriveInfo.GetDrives().FirstOrDefault(drive => Path.TrimEndingDirectorySeparator(drive.RootDirectory.FullName) == home);
        if (drive is null || home.Length == 0 || home == "/" || drive.TotalSize > Largest)
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"{folder}: this is no file system of its own of at most {Largest >> 30} GiB, so it isn't filled.",
                "Mount a small one there (tmpfs with size=), which the target alone writes to."
            );
        }
    }

    /// <summary>Takes the room.</summary>
    public void Fill()
    {
        Check();
        using var file = new FileStream(_file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[Block];

        // Halved at the end, until not a byte fits.
        for (var size = Block; size > 0; )
        {
            try
            {
                file.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    /// <summary>Gives it back; nothing when it wasn't taken.</summary>
    public void Empty() => File.Delete(_file);
}
