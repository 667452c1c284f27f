namespace Phederation.Images.FileSystem;

/// <summary>
/// The entries of one image layer before they are written: paths are unique, merged-usr paths are rewritten (<c>bin/x</c> becomes
/// <c>usr/bin/x</c>, as on every Debian since 12), every parent folder exists, times never pass the source epoch.
/// </summary>
internal sealed class ImageTree
{
    private static readonly string[] MergedFolders = ["bin", "sbin", "lib", "lib64"];
    private readonly SortedDictionary<string, TreeEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _emptied = new(StringComparer.Ordinal);
    private readonly long _epoch;

    /// <summary>Makes an empty tree.</summary>
    /// <param name="epoch">The source epoch, seconds since 1970: the latest time that a file may have.</param>
    public ImageTree(long epoch) => _epoch = epoch;

    /// <summary>The entries, parents before what they hold, sorted by path.</summary>
    public IReadOnlyCollection<TreeEntry> Entries => _entries.Values;

    /// <summary>The entry at a path, or null.</summary>
    public TreeEntry? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>The path as it is in an image with merged-usr.</summary>
    public static string Merge(string path)
    {
        var first = path.IndexOf('/', StringComparison.Ordinal);
        var top = first < 0 ? path : path[..first];
        return MergedFolders.Contains(top) ? "usr/" + path : path;
    }

    /// <summary>Adds an entry. Two packages may ship the same folder, and the same file only with the same bytes.</summary>
    /// <exception cref="ImageException">Another package has something else at this path.</exception>
    public void Add(TreeEntry entry)
    {
        var merged = entry with { Path = Merge(entry.Path), ModifiedSeconds = Math.Min(entry.ModifiedSeconds, _epoch) };
        if (!_entries.TryGetValue(merged.Path, out var present))
        {
            AddParents(merged);
            _entries.Add(merged.Path, merged);
        }
        else if (!IsSame(present, merged))
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"'{merged.Path}' comes from {present.Origin} and, different, from {merged.Origin}; exclude it from one of them in image.toml"
            );
        }
    }

    /// <summary>Adds an entry in the place of what may be there.</summary>
    public void Put(TreeEntry entry)
    {
        _entries.Remove(Merge(entry.Path));
        Add(entry);
    }

    /// <summary>Adds a file that the build writes.</summary>
    public void PutFile(string path, byte[] bytes, string origin, int mode = 0b110_100_100) =>
        Put(
            new TreeEntry
            {
                Path = path,
                Kind = TreeEntryKind.File,
                Mode = mode,
                ModifiedSeconds = _epoch,
                Content = FileContent.Of(bytes),
                Origin = origin,
            }
        );

    /// <summary>Adds a file whose bytes stay on disk until the image is written.</summary>
    public void PutFile(string path, FileInfo file, string origin, int mode) =>
        Put(
            new TreeEntry
            {
                Path = path,
                Kind = TreeEntryKind.File,
                Mode = mode,
                ModifiedSeconds = _epoch,
                Content = FileContent.Whole(file),
                Origin = origin,
            }
        );

    /// <summary>Adds a symbolic link that the build writes.</summary>
    public void PutLink(string path, string target, string origin)
    {
        // Not merged: the links /bin, /lib … themselves are made with this.
        AddParents(NewFolder(path, origin));
        _entries[path] = new TreeEntry
        {
            Path = path,
            Kind = TreeEntryKind.SymbolicLink,
            Mode = 0b111_111_111,
            ModifiedSeconds = _epoch,
            LinkTarget = target,
            Origin = origin,
        };
    }

    /// <summary>Adds a folder that the build makes.</summary>
    public void PutFolder(string path, string origin, int mode = 0b111_101_101, int userId = 0, int groupId = 0) =>
        Put(NewFolder(path, origin) with { Mode = mode, UserId = userId, GroupId = groupId });

    /// <summary>Removes what a filter names, folders only when nothing is left in them, and the folders which that leaves empty.</summary>
    public void Remove(Func<TreeEntry, bool> isExcluded)
    {
        foreach (var entry in _entries.Values.Where(isExcluded).ToList())
        {
            if (entry.Kind == TreeEntryKind.Directory)
            {
                _emptied.Add(entry.Path);
            }
            else
            {
                _entries.Remove(entry.Path);
            }

            NoteEmptied(entry.Path);
        }

        // Deepest first, so that a chain of emptied folders goes as a whole.
        foreach (var path in _emptied.OrderByDescending(path => path, StringComparer.Ordinal))
        {
            if (_entries.TryGetValue(path, out var folder) && folder.Kind == TreeEntryKind.Directory && !HasChildren(path))
            {
                _entries.Remove(path);
            }
        }

        _emptied.Clear();
    }

    /// <summary>Leaves out folders that the layers below have, alike or whatever their mode, so that this layer says nothing of them.</summary>
    public void LeaveOutFoldersOf(IReadOnlyList<ImageTree> below, bool whateverTheirMode = false)
    {
        foreach (var entry in _entries.Values.Where(entry => entry.Kind == TreeEntryKind.Directory).ToList())
        {
            var present = below.Select(tree => tree.Find(entry.Path)).LastOrDefault(folder => folder is not null);
            if (
                present is { Kind: TreeEntryKind.Directory }
                && (whateverTheirMode || (present.Mode, present.UserId, present.GroupId) == (entry.Mode, entry.UserId, entry.GroupId))
            )
            {
                _entries.Remove(entry.Path);
            }
        }
    }

    private void NoteEmptied(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            _emptied.Add(path[..slash]);
        }
    }

    private bool HasChildren(string folder) => _entries.Keys.Any(path => path.StartsWith(folder + "/", StringComparison.Ordinal));

    private void AddParents(TreeEntry entry)
    {
        for (var slash = entry.Path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = entry.Path.IndexOf('/', slash + 1))
        {
            var folder = entry.Path[..slash];
            if (!_entries.TryGetValue(folder, out var present))
            {
                _entries.Add(folder, NewFolder(folder, entry.Origin));
            }
            else if (present.Kind != TreeEntryKind.Directory)
            {
                throw new ImageException(
                    ImageFault.BadDefinition,
                    $"'{entry.Path}' of {entry.Origin} lies below '{folder}', which is no folder in {present.Origin}"
                );
            }
        }
    }

    private TreeEntry NewFolder(string path, string origin) =>
        new()
        {
            Path = path,
            Kind = TreeEntryKind.Directory,
            Mode = 0b111_101_101,
            ModifiedSeconds = _epoch,
            Origin = origin,
        };

    private static bool IsSame(TreeEntry left, TreeEntry right) =>
        left.Kind == right.Kind
        && left.Kind switch
        {
            TreeEntryKind.Directory => true,
            TreeEntryKind.SymbolicLink => string.Equals(left.LinkTarget, right.LinkTarget, StringComparison.Ordinal),
            _ => left.Content!.Length == right.Content!.Length && left.Content.ReadAll().AsSpan().SequenceEqual(right.Content.ReadAll()),
        };
}
