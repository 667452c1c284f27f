namespace Phederation.Images.Auditing.Reading;

/// <summary>
/// What a container sees: the layers on each other, with what later ones hide taken out (OCI image specification, layer.md: whiteouts
/// and opaque folders hide what is below, never what is in their own layer).
/// </summary>
internal sealed class MergedTree
{
    private const int MostHops = 40;
    private readonly MergedNode _root = new();

    /// <summary>Hard links whose file no layer has.</summary>
    public List<(AuditedLayer Layer, string Path, string Target)> LooseLinks { get; } = [];

    /// <summary>Entries that lie below something of their own layer that is no folder.</summary>
    public List<AuditedFile> Misplaced { get; } = [];

    /// <summary>The visible entries, folders before what lies in them, in ordinal order.</summary>
    public IReadOnlyList<AuditedFile> Files { get; private set; } = [];

    /// <summary>Puts layers on each other, the lowest first.</summary>
    public static MergedTree Of(IEnumerable<AuditedLayer> layers)
    {
        var tree = new MergedTree();
        foreach (var layer in layers)
        {
            tree.Add(layer);
        }

        var files = new List<AuditedFile>();
        Collect(tree._root, files);
        tree.Files = files;
        return tree;
    }

    /// <summary>The entry of a path, links in it not followed.</summary>
    public AuditedFile? Find(string path) => Node(path)?.File;

    /// <summary>Whether an entry is what a container sees at its path.</summary>
    public bool IsVisible(AuditedFile file) => Node(file.Path)?.File is { } visible && visible.Layer == file.Layer;

    /// <summary>What a path leads to once all links are followed.</summary>
    public LinkResult Resolve(string path, out AuditedFile? file)
    {
        file = null;
        var hops = 0;
        var left = new Stack<string>(path.Split('/').Reverse());
        var way = new List<MergedNode> { _root };
        while (left.TryPop(out var segment))
        {
            if (segment is "" or ".")
            {
                continue;
            }

            if (segment == "..")
            {
                if (way.Count == 1)
                {
                    return LinkResult.Escapes;
                }

                way.RemoveAt(way.Count - 1);
                continue;
            }

            if (way[^1].Children is null || !way[^1].Children!.TryGetValue(segment, out var next))
            {
                return LinkResult.Broken;
            }

            if (next.File is not { Kind: AuditedKind.SymbolicLink } link)
            {
                way.Add(next);
                continue;
            }

            if (++hops > MostHops || left.Count > 4096)
            {
                return LinkResult.Broken;
            }

            if (link.LinkTarget.StartsWith('/'))
            {
                way.RemoveRange(1, way.Count - 1);
            }

            foreach (var part in link.LinkTarget.Split('/').Reverse())
            {
                left.Push(part);
            }
        }

        file = way[^1].File;
        return LinkResult.Found;
    }

    private void Add(AuditedLayer layer)
    {
        foreach (var path in layer.Whiteouts)
        {
            if (Node(EntryPath.Parent(path)) is { } parent)
            {
                parent.Children?.Remove(path[(path.LastIndexOf('/') + 1)..]);
            }
        }

        foreach (var folder in layer.Opaques)
        {
            if (Node(folder) is { } node)
            {
                node.Children = null;
            }
        }

        foreach (var file in layer.Files)
        {
            Put(file);
        }

        foreach (var (path, target) in layer.LooseLinks)
        {
            if (Find(target) is { } linked)
            {
                Put(linked.LinkedAs(path));
            }
            else
            {
                LooseLinks.Add((layer, path, target));
            }
        }
    }

    private void Put(AuditedFile file)
    {
        var node = _root;
        var isMisplaced = false;
        if (file.Path.Length > 0)
        {
            foreach (var segment in file.Path.Split('/'))
            {
                if (!node.IsFolder)
                {
                    // A folder of this layer takes the place of what is no folder in a layer below.
                    isMisplaced |= node.File!.Layer == file.Layer;
                    node.File = null;
                }

                node.Children ??= [];
                if (!node.Children.TryGetValue(segment, out var next))
                {
                    node.Children.Add(segment, next = new MergedNode());
                }

                node = next;
            }
        }

        node.File = file;
        if (file.Kind != AuditedKind.Directory)
        {
            node.Children = null;
        }

        if (isMisplaced)
        {
            Misplaced.Add(file);
        }
    }

    private MergedNode? Node(string path)
    {
        var node = _root;
        if (path.Length > 0)
        {
            foreach (var segment in path.Split('/'))
            {
                if (node.Children is null || !node.Children.TryGetValue(segment, out var next))
                {
                    return null;
                }

                node = next;
            }
        }

        return node;
    }

    // Depth is bounded by the limit on paths.
    private static void Collect(MergedNode node, List<AuditedFile> files)
    {
        if (node.File is { } file)
        {
            files.Add(file);
        }

        foreach (var (_, child) in (node.Children ?? []).OrderBy(child => child.Key, StringComparer.Ordinal))
        {
            Collect(child, files);
        }
    }
}
