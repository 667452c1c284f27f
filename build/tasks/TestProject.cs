using System.Xml.Linq;

namespace Phederation.BuildTasks;

/// <summary>A test project of the checkout. It is a program of its own: run without arguments it runs its tests.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="File">The project file's absolute path.</param>
/// <param name="Assembly">The name of its assembly.</param>
internal sealed record TestProject(string Name, string File, string Assembly)
{
    /// <summary>The name of the project that is run last, with all the time that is left: it goes through the front doors.</summary>
    public const string EndToEnd = "EndToEnd";

    /// <summary>The compiled program; null when it was not compiled.</summary>
    public string? Program =>
        Directory.Exists(OutputFolder)
            ? new DirectoryInfo(OutputFolder)
                .EnumerateFiles($"{Assembly}.dll", SearchOption.AllDirectories)
                .Where(file => file.Directory!.EnumerateFiles($"{Assembly}.runtimeconfig.json").Any())
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .FirstOrDefault()
                ?.FullName
            : null;

    private string OutputFolder => Path.Combine(Path.GetDirectoryName(File)!, "bin", DotNet.Configuration);

    /// <summary>All test projects below tests/, by name, the end-to-end one last.</summary>
    public static IReadOnlyList<TestProject> Find(string root) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(root, "tests"), "*.csproj", SearchOption.AllDirectories)
                .Select(Read)
                .OfType<TestProject>()
                .OrderBy(project => project.Name == EndToEnd)
                .ThenBy(project => project.Name, StringComparer.Ordinal),
        ];

    // Every project below tests/ is one unless it says otherwise (tests/Directory.Build.props).
    private static TestProject? Read(string file)
    {
        var properties = XDocument.Load(file).Descendants("PropertyGroup").Elements().ToList();
        var name = Path.GetFileNameWithoutExtension(file);
        return Value("IsTestProject") == "false" ? null : new TestProject(name, file, Value("AssemblyName") ?? name);

        string? Value(string property) => properties.LastOrDefault(element => element.Name.LocalName == property)?.Value;
    }
}
