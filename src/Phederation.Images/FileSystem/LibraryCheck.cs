using System.Text;

namespace Phederation.Images.FileSystem;

/// <summary>
/// Makes sure that every kept program can start: the shared libraries that it names are there, and the interpreter of a script is.
/// What was excluded too boldly so fails the build, not the site.
/// </summary>
internal sealed class LibraryCheck
{
    // Where the loader of Debian looks without a cache or a run path.
    private static readonly string[] LibraryFolders = ["usr/lib/x86_64-linux-gnu", "usr/lib", "usr/lib64"];

    // Java's launcher loads it by its path before any library that names it.
    private const string JavaMachine = "libjvm.so";
    private readonly IReadOnlyList<ImageTree> _trees;

    /// <summary>Looks at an image as a whole.</summary>
    /// <param name="trees">The trees of all layers, the lowest first.</param>
    public LibraryCheck(IReadOnlyList<ImageTree> trees) => _trees = trees;

    /// <summary>The libraries for the loader's cache: the absolute path by soname.</summary>
    public IReadOnlyDictionary<string, string> Libraries()
    {
        var libraries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in LibraryFolders)
        {
            foreach (var (entry, elf) in _trees.SelectMany(tree => tree.Entries).Where(entry => IsIn(folder, entry)).SelectMany(Elfs))
            {
                if (elf.SoName is { Length: > 0 } name)
                {
                    // Packages ship the link that carries the soname; without it the file itself is named.
                    libraries.TryAdd(name, "/" + (Find($"{folder}/{name}") is null ? entry.Path : $"{folder}/{name}"));
                }
            }
        }

        return libraries;
    }

    /// <summary>Checks the programs and libraries of one of the trees.</summary>
    /// <exception cref="ImageException">Something that is needed is absent.</exception>
    public void EnsureComplete(ImageTree tree, string definitionPath)
    {
        var faults = new List<string>();
        foreach (var entry in tree.Entries)
        {
            foreach (var (_, elf) in Elfs(entry))
            {
                faults.AddRange(
                    elf.Needed.Where(name => !IsFound(name, entry, elf)).Select(name => $"{entry.Path} ({entry.Origin}) needs {name}")
                );
            }

            if (InterpreterOf(entry) is { } interpreter && Find(ImageTree.Merge(interpreter.TrimStart('/'))) is null)
            {
                faults.Add($"{entry.Path} ({entry.Origin}) is a script for {interpreter}");
            }
        }

        if (faults.Count > 0)
        {
            throw new ImageException(
                ImageFault.LibraryMissing,
                $"{definitionPath}: {string.Join("; ", faults.Take(10))}: keep what is needed, or exclude these files with a reason"
            );
        }
    }

    private bool IsFound(string name, TreeEntry entry, ElfFile elf)
    {
        var folder = entry.Path[..Math.Max(0, entry.Path.LastIndexOf('/'))];
        var runPaths = elf.RunPaths.Select(path =>
            path.Replace("${ORIGIN}", "/" + folder, StringComparison.Ordinal).Replace("$ORIGIN", "/" + folder, StringComparison.Ordinal)
        );
        var places = name == JavaMachine ? [$"{folder}/server"] : LibraryFolders;
        return places
            .Concat(runPaths.Select(path => ImageTree.Merge(Path.GetFullPath(path).TrimStart('/'))))
            .Any(place => Find($"{place}/{name}") is not null);
    }

    private TreeEntry? Find(string path) => _trees.Select(tree => tree.Find(path)).LastOrDefault(entry => entry is not null);

    private static bool IsIn(string folder, TreeEntry entry) =>
        entry.Path.Length > folder.Length + 1
        && entry.Path.StartsWith(folder, StringComparison.Ordinal)
        && entry.Path.LastIndexOf('/') == folder.Length;

    private static IEnumerable<(TreeEntry Entry, ElfFile Elf)> Elfs(TreeEntry entry)
    {
        if (!ElfFile.IsElf(Start(entry)))
        {
            return [];
        }

        try
        {
            return ElfFile.Read(entry.Content!.ReadAll()) is { } elf ? [(entry, elf)] : [];
        }
        catch (InvalidDataException exception)
        {
            throw new ImageException(ImageFault.MalformedPackage, $"{entry.Path} ({entry.Origin}): {exception.Message}", exception);
        }
    }

    private static string? InterpreterOf(TreeEntry entry)
    {
        const int executable = 0b001_001_001;
        var start = Start(entry);
        if ((entry.Mode & executable) == 0 || !start.AsSpan().StartsWith("#!"u8) || IsPythonModule(entry.Path))
        {
            return null;
        }

        return Encoding.UTF8.GetString(start)[2..].Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
    }

    // Where modules are imported from, and nothing is started: there the line is a comment that the module's author left.
    private static bool IsPythonModule(string path) =>
        path.StartsWith("usr/lib/python3", StringComparison.Ordinal) && path.EndsWith(".py", StringComparison.Ordinal);

    private static byte[] Start(TreeEntry entry)
    {
        if (entry.Kind != TreeEntryKind.File || entry.Content!.Length < 4)
        {
            return [];
        }

        using var stream = entry.Content.Open();
        var start = new byte[Math.Min(128, entry.Content.Length)];
        stream.ReadExactly(start);
        return start;
    }
}
