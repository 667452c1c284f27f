using Phederation.Processes;

namespace Phederation.Images.Generating.Java;

/// <summary>The Java development kit of an image's build packages, run from where it was unpacked.</summary>
internal sealed class JavaTools
{
    private const string Compression = "lib/x86_64-linux-gnu/libz.so.1";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    // Each of these would add options to the ones that are given here.
    private static readonly string[] ForeignOptions =
    [
        "CLASSPATH",
        "JAVA_TOOL_OPTIONS",
        "JDK_JAVAC_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "JDK_JLINK_OPTIONS",
        "_JAVA_OPTIONS",
    ];

    private readonly GeneratorContext _context;
    private readonly string _home;
    private readonly string _libraries;

    private JavaTools(GeneratorContext context, string root, string home, string libraries)
    {
        _context = context;
        Root = root;
        _home = home;
        _libraries = libraries;
    }

    /// <summary>The folder of the unpacked packages.</summary>
    public string Root { get; }

    /// <summary>The folder of the modules that runtimes are linked from.</summary>
    public string Modules => Path.Combine(_home, "jmods");

    /// <summary>Unpacks the build packages when they are not yet, and finds the kit.</summary>
    /// <exception cref="ImageException">A package can't be had, or the kit is not among them.</exception>
    public static async Task<JavaTools> OpenAsync(
        GeneratorContext context,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var root = await context.Tools.EnsureAsync(context.Lock.ToolsOf(context.Definition), progress, cancellationToken);
        var machines = Path.Combine(root, "usr/lib/jvm");
        var homes = Directory.Exists(machines)
            ? Directory.GetDirectories(machines).Where(home => !IsLink(home) && File.Exists(Path.Combine(home, "bin/javac"))).ToList()
            : [];
        var compression = Path.Combine(root, Compression);
        if (homes is not [var found] || !File.Exists(compression))
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{context.Definition.DefinitionPath}: the build packages must hold one Java development kit and zlib1g; write "
                    + "build = [\"openjdk-17-jdk-headless\", \"openjdk-17-jre-headless\", \"zlib1g\"] and lock them with --update-lock"
            );
        }

        // In a folder of its own, so that no other library comes in the place of the machine's. What it compresses are bytes of the image:
        // the machine's version of it would decide about them.
        var libraries = Path.Combine(context.WorkFolder, "java-libraries");
        var link = Path.Combine(libraries, Path.GetFileName(Compression));
        if (!File.Exists(link))
        {
            Directory.CreateDirectory(libraries);
            File.CreateSymbolicLink(link, compression);
        }

        return new JavaTools(context, root, found, libraries);
    }

    /// <summary>Runs a tool of the kit.</summary>
    /// <exception cref="ImageException">It failed.</exception>
    public Task RunAsync(string tool, string what, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(tool, what, [.. Options.Select(option => $"-J{option}"), .. arguments], TimeLimit, cancellationToken);

    /// <summary>Runs a Java program of a build package.</summary>
    /// <param name="jar">The program's archive, below the unpacked packages.</param>
    /// <param name="what">What it works on, for messages.</param>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ImageException">It failed, or no build package has it.</exception>
    public Task RunJarAsync(string jar, string what, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Root, jar);
        return File.Exists(path)
            ? RunAsync("java", what, [.. Options, "-jar", path, .. arguments], TimeLimit, cancellationToken)
            : throw new ImageException(
                ImageFault.BadDefinition,
                $"{_context.Definition.DefinitionPath}: no build package has the program /{jar}, which {what} needs"
            );
    }

    private string[] Options => [$"-Djava.io.tmpdir={_context.WorkFolder}", "-XX:-UsePerfData", "-XX:+UseSerialGC"];

    private async Task RunAsync(
        string tool,
        string what,
        IReadOnlyList<string> arguments,
        TimeSpan timeLimit,
        CancellationToken cancellationToken
    )
    {
        var environment = ForeignOptions.ToDictionary(name => name, _ => (string?)null);
        environment["LC_ALL"] = "C.UTF-8";
        environment["TZ"] = "UTC";
        environment["HOME"] = _context.WorkFolder;
        environment["LD_LIBRARY_PATH"] = _libraries;
        var request = new ProcessRequest
        {
            Program = Path.Combine(_home, "bin", tool),
            Arguments = arguments,
            WorkingDirectory = _context.WorkFolder,
            Environment = environment,
            TimeLimit = timeLimit,
        };
        var result = await _context.Processes.RunAsync(request, cancellationToken);
        if (result.ExitCode != 0)
        {
            var lines = (result.Output + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            throw new ImageException(ImageFault.ProgramNotMade, $"{what}: {tool} failed:\n{string.Join('\n', lines.TakeLast(15))}");
        }
    }

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;
}
