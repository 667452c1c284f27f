namespace Phederation.Images.Contents;

/// <summary>Lays layers over each other as an engine does (OCI image specification, layer.md).</summary>
internal static class LayerStack
{
    /// <summary>The entries that a container sees.</summary>
    public static SortedDictionary<string, ContentEntry> Merge(IEnumerable<LayerContents> layers)
    {
        var entries = new SortedDictionary<string, ContentEntry>(StringComparer.Ordinal);
        var children = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            foreach (var folder in layer.Emptied)
            {
                RemoveBelow(entries, children, folder);
            }

            foreach (var path in layer.Hidden)
            {
                Remove(entries, children, path);
            }

            foreach (var entry in layer.Entries.Values)
            {
                Put(entries, children, entry);
            }

            foreach (var (path, target) in layer.HardLinks)
            {
                if (entries.GetValueOrDefault(target) is { } file)
                {
                    Put(entries, children, file with { Path = path });
                }
            }
        }

        return entries;
    }

    private static void Put(
        SortedDictionary<string, ContentEntry> entries,
        Dictionary<string, HashSet<string>> children,
        ContentEntry entry
    )
    {
        if (entry.Kind != ContentKind.Directory)
        {
            RemoveBelow(entries, children, entry.Path);
        }

        entries[entry.Path] = entry;
        var parent = LayerPaths.Parent(entry.Path);
        if (!children.TryGetValue(parent, out var siblings))
        {
            children[parent] = siblings = new HashSet<string>(StringComparer.Ordinal);
        }

        siblings.Add(entry.Path);
    }

    private static void Remove(SortedDictionary<string, ContentEntry> entries, Dictionary<string, HashSet<string>> children, string path)
    {
        RemoveBelow(entries, children, path);
        entries.Remove(path);
        children.GetValueOrDefault(LayerPaths.Parent(path))?.Remove(path);
    }

    private static void RemoveBelow(
        SortedDictionary<string, ContentEntry> entries,
        Dictionary<string, HashSet<string>> children,
        string folder
    )
    {
        // A stack of our own: a hostile image may nest folders deeper than this thread's stack is.
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var path))
        {
            if (children.Remove(path, out var below))
            {
                foreach (var child in below)
                {
                    entries.Remove(child);
                    open.Push(child);
                }
            }
        }
    }
}
