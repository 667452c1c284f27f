using System.Xml;
using System.Xml.Linq;

namespace Phederation.Images.Generating;

/// <summary>The files that a .NET project is made of: its own, those of the projects that it refers to, and the checkout's settings.</summary>
internal static class DotNetSources
{
    // Found by the compiler in any folder above a project.
    private static readonly string[] SettingsFiles =
    [
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Build.rsp",
        "Directory.Packages.props",
        ".editorconfig",
        "BannedSymbols.txt",
        "global.json",
    ];

    /// <summary>The project file of a folder.</summary>
    /// <exception cref="ImageException">The folder has none, or several.</exception>
    public static string ProjectIn(string folder)
    {
        var projects = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csproj") : [];
        return projects is [var project]
            ? project
            : throw new ImageException(
                ImageFault.BadDefinition,
                $"{folder}: one project file (.csproj) is expected there, {projects.Length} found"
            );
    }

    /// <summary>All files, absolute, sorted.</summary>
    /// <exception cref="ImageException">A project can't be read, or takes in a file that isn't there or can't be told which.</exception>
    public static IReadOnlyList<string> Of(string project, string checkout)
    {
        var read = new SortedSet<string>(StringComparer.Ordinal);
        var taken = new SortedSet<string>(StringComparer.Ordinal);
        Follow(Path.GetFullPath(project), read, taken);
        var folders = read.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => Path.GetDirectoryName(file)!)
            .ToList();
        return
        [
            .. folders
                .SelectMany(FilesIn)
                .Concat(read)
                .Concat(taken)
                .Concat(folders.SelectMany(folder => SettingsAbove(folder, checkout)).Where(File.Exists))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    // A project, or settings that it imports.
    private static void Follow(string project, SortedSet<string> read, SortedSet<string> taken)
    {
        if (!read.Add(project))
        {
            return;
        }

        try
        {
            foreach (var element in XDocument.Load(project).Descendants())
            {
                switch (element.Name.LocalName)
                {
                    case "ProjectReference" when element.Attribute("Include") is { } reference:
                        Follow(Resolve(project, reference.Value), read, taken);
                        break;
                    case "Import" when element.Attribute("Project") is { } import && element.Attribute("Sdk") is null:
                        Follow(Resolve(project, import.Value), read, taken);
                        break;
                    case not ("PackageReference" or "FrameworkReference" or "Reference" or "Using" or "InternalsVisibleTo")
                        when element.Attribute("Include")?.Value is { } include && IsOutside(include):
                        taken.UnionWith(Matching(project, Resolve(project, include)));
                        break;
                }
            }
        }
        catch (Exception exception) when (exception is XmlException or IOException)
        {
            throw new ImageException(ImageFault.BadDefinition, $"{project} can't be read: {exception.Message}", exception);
        }
    }

    // Files inside the project's folder are known as its own.
    private static bool IsOutside(string include) =>
        include.Contains("..", StringComparison.Ordinal) || include.Contains("$(", StringComparison.Ordinal);

    private static string Resolve(string project, string value)
    {
        var folder = Path.GetDirectoryName(project)!;
        var path = value
            .Replace("$(MSBuildThisFileDirectory)", folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase)
            .Replace('\\', Path.DirectorySeparatorChar);
        return path.Contains("$(", StringComparison.Ordinal) || path.Contains(';', StringComparison.Ordinal)
            ? throw new ImageException(
                ImageFault.BadDefinition,
                $"{project}: '{value}' can't be followed, so nobody would know when the program must be compiled anew; write one path, relative or "
                    + "from $(MSBuildThisFileDirectory)"
            )
            : Path.GetFullPath(Path.Combine(folder, path));
    }

    // What a pattern takes in is all that is below the folder before its first star: more than needed at most.
    private static IEnumerable<string> Matching(string project, string path)
    {
        var star = path.IndexOf('*', StringComparison.Ordinal);
        var at = star < 0 ? path : path[..path.LastIndexOf(Path.DirectorySeparatorChar, star)];
        return star < 0 && File.Exists(at) ? [at]
            : star >= 0 && Directory.Exists(at) ? FilesIn(at)
            : throw new ImageException(ImageFault.BadDefinition, $"{project} takes in {at}, which is not there");
    }

    private static IEnumerable<string> SettingsAbove(string folder, string checkout)
    {
        var top = Path.GetFullPath(checkout);
        for (var at = folder; at is not null && (at == top || at.StartsWith(top + Path.DirectorySeparatorChar, StringComparison.Ordinal)); )
        {
            foreach (var file in SettingsFiles)
            {
                yield return Path.Combine(at, file);
            }

            at = Path.GetDirectoryName(at);
        }
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
