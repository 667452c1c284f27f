namespace Phederation.Containers.Images;

/// <summary>
/// Collects files and writes them as a layer whose bytes depend on nothing but them: entries in ordinal order of their paths, times no later
/// than the given one, owners as numbers. Entries added later replace earlier ones of the same path. Missing parents are not
/// invented: an entry for an existing folder would overwrite its mode in the image below.
/// </summary>
/// <param name="time">The latest time an entry may carry (SOURCE_DATE_EPOCH), and the time of all that is not from a tar.</param>
public sealed partial class LayerBuilder(DateTimeOffset time)
{
    private const UnixFileMode ModeMask = (UnixFileMode)0xFFF;
    private const UnixFileMode FileMode0644 =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly SortedDictionary<string, LayerEntry> _entries = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _time = DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    /// <summary>The mode 0755.</summary>
    public const UnixFileMode Mode0755 = FileMode0644 | Execute;

    /// <summary>The mode 0644.</summary>
    public const UnixFileMode Mode0644 = FileMode0644;

    /// <summary>What was collected, in the order in which it will be written.</summary>
    public IReadOnlyCollection<LayerEntry> Entries => _entries.Values;

    /// <summary>Adds a folder; the path "/" stands for the image's root.</summary>
    public LayerBuilder AddDirectory(string path, UnixFileMode mode = Mode0755, int uid = 0, int gid = 0) =>
        Add(Entry(path, LayerEntryKind.Directory, mode, uid, gid));

    /// <summary>Adds a file.</summary>
    public LayerBuilder AddFile(string path, ReadOnlyMemory<byte> content, UnixFileMode mode = Mode0644, int uid = 0, int gid = 0) =>
        Add(Entry(path, LayerEntryKind.File, mode, uid, gid) with { Content = new MemoryContent(content) });

    /// <summary>Adds a file whose bytes are read from a file on disk when the layer is written.</summary>
    public LayerBuilder AddFile(string path, FileInfo source, UnixFileMode mode = Mode0644, int uid = 0, int gid = 0) =>
        Add(Entry(path, LayerEntryKind.File, mode, uid, gid) with { Content = FileContent.Whole(source.FullName) });

    /// <summary>Adds a symbolic link; the target is any path in the image.</summary>
    public LayerBuilder AddSymbolicLink(string path, string target, int uid = 0, int gid = 0) =>
        target.Length is > 0 and < 4096 && !target.Contains('\0', StringComparison.Ordinal)
            ? Add(Entry(path, LayerEntryKind.SymbolicLink, ModeMask & ~(UnixFileMode)0xE00, uid, gid) with { LinkTarget = target })
            : throw new LayerException($"The symbolic link '{path}' has no usable target.");

    /// <summary>Adds another name of a file of this layer; the file may be added later.</summary>
    public LayerBuilder AddHardLink(string path, string target) =>
        Add(Entry(path, LayerEntryKind.HardLink, Mode0644, 0, 0) with { LinkTarget = LayerPath.Normalize(target, "hard link") });

    /// <summary>Hides a path of the layers below.</summary>
    public LayerBuilder AddWhiteout(string path)
    {
        var normal = LayerPath.Normalize(path, "whiteout");
        var parent = LayerPath.Parent(normal);
        var name = ".wh." + (parent is null ? normal : normal[(parent.Length + 1)..]);
        return AddFile(parent is null ? name : $"{parent}/{name}", ReadOnlyMemory<byte>.Empty, Mode0644);
    }

    /// <summary>Leaves out what was added under a path, and the path itself.</summary>
    public LayerBuilder Remove(string path)
    {
        var normal = LayerPath.Normalize(path, "removal");
        foreach (var key in _entries.Keys.Where(key => key == normal || key.StartsWith(normal + "/", StringComparison.Ordinal)).ToArray())
        {
            _entries.Remove(key);
        }

        return this;
    }

    /// <summary>
    /// Adds what a folder on disk holds. Modes become 0755 (folders and executable files) or 0644, because those of a checkout depend on the
    /// umask. Symbolic links stay links.
    /// </summary>
    /// <param name="source">The folder on disk.</param>
    /// <param name="prefix">Where its content goes in the image.</param>
    /// <param name="uid">The owner of all of it.</param>
    /// <param name="gid">The group of all of it.</param>
    /// <param name="include">Decides by the path below the folder ("bin/start"); null takes all.</param>
    public LayerBuilder AddFolder(DirectoryInfo source, string prefix = "", int uid = 0, int gid = 0, Func<string, bool>? include = null)
    {
        foreach (var item in source.EnumerateFileSystemInfos("*", SearchOption.TopDirectoryOnly))
        {
            AddItem(item, item.Name, prefix, uid, gid, include);
        }

        return this;
    }

    private void AddItem(FileSystemInfo item, string relative, string prefix, int uid, int gid, Func<string, bool>? include)
    {
        if (include is not null && !include(relative))
        {
            return;
        }

        var path = prefix.Length == 0 ? relative : $"{prefix.TrimEnd('/')}/{relative}";
        if (item.LinkTarget is { } target)
        {
            AddSymbolicLink(path, OperatingSystem.IsWindows() ? target.Replace('\\', '/') : target, uid, gid);
        }
        else if (item is DirectoryInfo folder)
        {
            AddDirectory(path, Mode0755, uid, gid);
            foreach (var child in folder.EnumerateFileSystemInfos("*", SearchOption.TopDirectoryOnly))
            {
                AddItem(child, $"{relative}/{child.Name}", prefix, uid, gid, include);
            }
        }
        else if (item is FileInfo file && !item.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            var isExecutable = !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
            AddFile(path, file, isExecutable ? Mode0755 : Mode0644, uid, gid);
        }
        else
        {
            throw new LayerException($"'{item.FullName}' is neither a file, a folder nor a symbolic link.");
        }
    }

    private LayerEntry Entry(string path, LayerEntryKind kind, UnixFileMode mode, int uid, int gid) =>
        new()
        {
            Path = LayerPath.Normalize(path, "layer"),
            Kind = kind,
            Mode = mode & ModeMask,
            Uid = uid,
            Gid = gid,
            ModificationTime = _time,
        };

    private LayerBuilder Add(LayerEntry entry)
    {
        if (entry.Path.Length == 0 && entry.Kind != LayerEntryKind.Directory)
        {
            throw new LayerException("The image's root can only be a folder.");
        }

        _entries[entry.Path] = entry;
        return this;
    }
}
