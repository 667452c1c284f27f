using System.Xml;
using System.Xml.Linq;

namespace Phederation.Images.Generating;

/// <summary>The files that a .NET project is made of: its own, those of the projects that it refers to, and the checkout's settings.</summary>
internal static class DotNetSources
{
    private static readonly string[] RootFiles =
    [
        "Directory.Build.props",
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
    public static IReadOnlyList<string> Of(string project, string checkout)
    {
        var projects = new SortedSet<string>(StringComparer.Ordinal);
        Follow(Path.GetFullPath(project), projects);
        return
        [
            .. projects
                .SelectMany(file => FilesIn(Path.GetDirectoryName(file)!))
                .Concat(RootFiles.Select(file => Path.Combine(checkout, file)).Where(File.Exists))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static void Follow(string project, SortedSet<string> known)
    {
        if (!known.Add(project))
        {
            return;
        }

        try
        {
            foreach (var reference in XDocument.Load(project).Descendants("ProjectReference").Attributes("Include"))
            {
                var path = reference.Value.Replace('\\', Path.DirectorySeparatorChar);
                Follow(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, path)), known);
            }
        }
        catch (Exception exception) when (exception is XmlException or IOException)
        {
            throw new ImageException(ImageFault.BadDefinition, $"{project} can't be read: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
