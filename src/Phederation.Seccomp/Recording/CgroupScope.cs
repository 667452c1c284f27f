using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Recording;

/// <summary>
/// What is recorded: what runs below a cgroup. Usually it is one of the recorder's own, in which containers are started, and stays across their
/// restarts; else that of a container which runs already.
/// </summary>
internal sealed class CgroupScope : IDisposable
{
    // The hierarchies that an engine puts containers in, the one with the least side effects first.
    private static readonly string[] Preferred = ["pids", "freezer", "devices", "memory", "cpu"];

    // Those to be removed at the end.
    private readonly IReadOnlyList<string> _own;

    private CgroupScope(string parent, string? subsystem, string folder, IReadOnlyList<string> own)
    {
        Parent = parent;
        Subsystem = subsystem;
        Folder = folder;
        Id = Inode(folder);
        _own = own;
    }

    /// <summary>The engine's <c>CgroupParent</c>.</summary>
    public string Parent { get; }

    /// <summary>The v1 controller whose hierarchy is watched; null on v2.</summary>
    public string? Subsystem { get; }

    /// <summary>The kernel's id of the folder: its inode number.</summary>
    public ulong Id { get; }

    /// <summary>The folder whose descendants are recorded.</summary>
    public string Folder { get; }

    /// <summary>Makes the folder.</summary>
    /// <exception cref="RecorderUnavailableException">No such hierarchy, or no right to write in it.</exception>
    public static CgroupScope Create(EngineCgroups cgroups)
    {
        var mounts = CgroupMount.Parse(File.ReadLines("/proc/self/mountinfo"));
        var (mount, subsystem) = Choose(mounts, cgroups.Version);

        var identity = $"{Environment.ProcessId}-{Guid.NewGuid():N}"[..Math.Min(24, 1 + 32 + Environment.ProcessId.ToString().Length)];
        var parent =
            cgroups.Driver == "systemd" ? $"{ScopeNames.SlicePrefix}{identity.Replace('-', '_')}.slice" : $"/{ScopeNames.Prefix}{identity}";
        var name = parent.TrimStart('/');
        try
        {
            RemoveLeftovers(mounts);
            var folder = Directory.CreateDirectory(Path.Combine(mount.Folder, name)).FullName;
            var others = mounts.Where(other => other != mount).Select(other => Path.Combine(other.Folder, name));
            return new CgroupScope(parent, subsystem, folder, [folder, .. others]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RecorderUnavailableException(
                $"the cgroup '{Path.Combine(mount.Folder, name)}' can't be made ({exception.Message})",
                "Run as root on the machine of the engine, with a writable cgroup file system.",
                exception
            );
        }
    }

    /// <summary>The cgroup of a process, with all that runs beside and below it.</summary>
    /// <exception cref="RecorderUnavailableException">The process is gone, or its cgroup can't be seen from here.</exception>
    public static CgroupScope Of(int process, EngineCgroups cgroups)
    {
        var (mount, subsystem) = Choose(CgroupMount.Parse(File.ReadLines("/proc/self/mountinfo")), cgroups.Version);
        try
        {
            // HIERARCHY:CONTROLLERS:PATH (cgroups(7)); the unified hierarchy has no controllers there.
            var path = File.ReadLines($"/proc/{process}/cgroup")
                .Select(line => line.Split(':', 3))
                .First(fields => subsystem is null ? fields[1].Length == 0 : fields[1].Split(',').Contains(subsystem))[2];
            return new CgroupScope(path, subsystem, mount.Folder + path, own: []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new RecorderUnavailableException(
                $"the cgroup of the process {process} can't be found ({exception.Message})",
                "Run on the machine of the engine itself, outside any container, while the container runs.",
                exception
            );
        }
    }

    /// <summary>Removes the folder, and those that the engine made of the same name in other hierarchies.</summary>
    public void Dispose()
    {
        foreach (var folder in _own)
        {
            Remove(folder);
        }
    }

    private static (CgroupMount Mount, string? Subsystem) Choose(IReadOnlyList<CgroupMount> mounts, int version)
    {
        if (version >= 2)
        {
            return mounts.FirstOrDefault(mount => mount.Controllers is null) is { } unified
                ? (unified, null)
                : throw Missing("the cgroup v2 hierarchy is not mounted");
        }

        foreach (var controller in Preferred)
        {
            if (mounts.FirstOrDefault(mount => mount.Controllers?.Contains(controller) == true) is { } mount)
            {
                return (mount, controller);
            }
        }

        throw Missing($"none of the cgroup v1 hierarchies {string.Join(", ", Preferred)} is mounted");
    }

    private static RecorderUnavailableException Missing(string what) =>
        new(what, "Run on the machine of the engine itself, outside any container, and mount its cgroup hierarchies under /sys/fs/cgroup.");

    /// <summary>A recorder that was killed left its folders: those of processes that are gone are removed if nothing runs in them.</summary>
    private static void RemoveLeftovers(IReadOnlyList<CgroupMount> mounts)
    {
        foreach (var folder in mounts.SelectMany(mount => Directory.EnumerateDirectories(mount.Folder, "phederation*trace*")))
        {
            var name = Path.GetFileName(folder);
            var rest = name.StartsWith(ScopeNames.Prefix, StringComparison.Ordinal)
                ? name[ScopeNames.Prefix.Length..]
                : name[Math.Min(name.Length, ScopeNames.SlicePrefix.Length)..];
            var digits = rest.TakeWhile(char.IsAsciiDigit).Count();
            if (int.TryParse(rest[..digits], out var process) && !Directory.Exists($"/proc/{process}"))
            {
                Remove(folder);
            }
        }
    }

    /// <summary>A cgroup is removed by rmdir alone: its files can't be deleted.</summary>
    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            // EBUSY: something still runs in it. It is left then; the next recorder removes it.
            _ = NativeMethods.RemoveFolder(folder);
        }
    }

    private static ulong Inode(string folder)
    {
        var result = NativeMethods.FileStatus(NativeMethods.CurrentFolder, folder, 0, NativeMethods.WantInode, out var status);
        return result == 0 ? status.Inode : throw new IOException($"statx of '{folder}' answered errno {Marshal.GetLastPInvokeError()}");
    }
}
