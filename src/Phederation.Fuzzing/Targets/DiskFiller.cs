namespace Phederation.Fuzzing.Targets;

/// <summary>Takes all room of a small file system that a target has to itself, and gives it back.</summary>
public sealed class DiskFiller
{
    /// <summary>A larger file system isn't filled: it isn't one that was made for this.</summary>
    public const long Largest = 4L * 1024 * 1024 * 1024;

    private const string FileName = ".phederation-fuzz-full";
    private const int Block = 1024 * 1024;
    private const int MountPointField = 4;

    private readonly string _folder;
    private readonly string _mountPoint;
    private readonly string _mounts;
    private readonly string _file;

    /// <summary>A file system of this machine.</summary>
    /// <param name="mountPoint">Where it is mounted.</param>
    public DiskFiller(string mountPoint)
        : this(mountPoint, mountPoint, "/proc/self/mountinfo") { }

    private DiskFiller(string folder, string mountPoint, string mounts)
    {
        (_folder, _mounts) = (folder, mounts);
        _mountPoint = Path.TrimEndingDirectorySeparator(mountPoint);
        _file = Path.Combine(folder, FileName);
    }

    /// <summary>A file system as a process sees it, such as one of a container. Needs root.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="mountPoint">Where it is mounted, for the process.</param>
    public static DiskFiller Of(int processId, string mountPoint) =>
        new($"/proc/{processId}/root{mountPoint}", mountPoint, $"/proc/{processId}/mountinfo");

    /// <summary>Refuses a folder that is on a file system of others: filling it would hurt the machine.</summary>
    /// <exception cref="FuzzException">It is no mount point of its own, or too large.</exception>
    public void Check()
    {
        if (_mountPoint.Length < 2 || !IsMounted() || new DriveInfo(_folder).TotalSize > Largest)
        {
            throw new FuzzException(
                FuzzErrorKind.Usage,
                $"{_mountPoint}: this is no file system of its own of at most {Largest >> 30} GiB, so it isn't filled.",
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
    public void Empty()
    {
        if (File.Exists(_file))
        {
            File.Delete(_file);
        }
    }

    // Source: proc_pid_mountinfo(5); a space in a path is \040 there, and such paths are not filled.
    private bool IsMounted()
    {
        try
        {
            return File.ReadLines(_mounts)
                .Any(line => line.Split(' ') is { Length: > MountPointField } fields && fields[MountPointField] == _mountPoint);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
