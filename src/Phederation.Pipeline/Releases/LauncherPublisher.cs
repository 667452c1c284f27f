using System.Security.Cryptography;
using Phederation.Pipeline.Incremental;
using Phederation.Pipeline.Reporting;
using Phederation.Processes;
using Phederation.Site;

namespace Phederation.Pipeline.Releases;

/// <summary>
/// Makes the launcher's programs: self-contained, one file, with the release's root key ids pinned inside. A program is made
/// again only when a source of it, the pin or the SDK changed.
/// </summary>
public sealed class LauncherPublisher(PipelineOptions options, IProcessRunner processes, IPipelineReport report)
{
    private static readonly string[] Projects =
    [
        "Phederation.Containers",
        "Phederation.Launcher",
        "Phederation.Processes",
        "Phederation.Seccomp",
        "Phederation.Site",
        "Phederation.Text",
        "Phederation.Trust",
    ];

    private static readonly string[] RootFiles = ["Directory.Build.props", "Directory.Packages.props", "global.json"];

    /// <summary>The platforms that a release carries a launcher for, with the program's name on each.</summary>
    public static IReadOnlyList<(string Runtime, string Program)> Platforms { get; } =
    [("linux-x64", "phederation"), ("win-x64", "phederation.exe")];

    /// <summary>Makes the programs, or finds them made, and returns each platform's program file.</summary>
    /// <param name="rootKeyIds">The root keys whose releases the launcher accepts.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="PipelineException">The compiler failed; the message has its last lines.</exception>
    public async Task<IReadOnlyDictionary<string, string>> PublishAsync(
        IReadOnlyList<string> rootKeyIds,
        CancellationToken cancellationToken
    )
    {
        var key = await InputsAsync(rootKeyIds, cancellationToken);
        var programs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (runtime, program) in Platforms)
        {
            var folder = Path.Combine(options.Cache, "launcher", runtime);
            var path = Path.Combine(folder, program);
            if (!await IsWholeAsync(folder, path, key, cancellationToken))
            {
                report.Line($"launcher {runtime}: compiling");
                await AtomicOutput.ReplaceFolderAsync(
                    folder,
                    partial => CompileAsync(partial, runtime, program, key, rootKeyIds, cancellationToken)
                );
            }

            report.Line($"launcher {runtime}: {new FileInfo(path).Length / 1e6:0.0} MB");
            programs[runtime] = path;
        }

        return programs;
    }

    private async Task CompileAsync(
        string folder,
        string runtime,
        string program,
        string key,
        IReadOnlyList<string> rootKeyIds,
        CancellationToken cancellationToken
    )
    {
        var made = Path.Combine(folder, "made");
        var project = Path.Combine(options.Root, "src", "Phederation.Launcher", "Phederation.Launcher.csproj");

        // Restored for all platforms at once, as the lock files have it: a restore for one platform would rewrite them.
        await DotNetAsync(["restore", project, "--nologo", "--verbosity", "quiet"], runtime, cancellationToken);
        await DotNetAsync(
            [
                "publish",
                project,
                "--no-restore",
                "--configuration",
                "Release",
                "--runtime",
                runtime,
                "--output",
                made,
                "--nologo",
                "--verbosity",
                "quiet",
                // MSBuild takes a bare semicolon for the next property.
                $"-p:PhederationRootKeyIds={string.Join("%3B", rootKeyIds)}",
            ],
            runtime,
            cancellationToken
        );
        File.Move(Path.Combine(made, program), Path.Combine(folder, program));
        Directory.Delete(made, recursive: true);
        await File.WriteAllTextAsync(KeyFile(folder), $"{key} {Hash(Path.Combine(folder, program))}", cancellationToken);
    }

    private async Task DotNetAsync(IReadOnlyList<string> arguments, string runtime, CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(
            new ProcessRequest
            {
                Program = "dotnet",
                Arguments = arguments,
                WorkingDirectory = options.Root,
                TimeLimit = TimeSpan.FromMinutes(10),
                OnOutputLine = report.Progress,
            },
            cancellationToken
        );
        if (result.ExitCode != 0)
        {
            throw new PipelineException(
                ExitCode.BuildFailed,
                $"The launcher for {runtime} did not compile:\n{string.Join('\n', result.Output.Split('\n').TakeLast(15))}{result.Error}"
            );
        }
    }

    private async Task<string> InputsAsync(IReadOnlyList<string> rootKeyIds, CancellationToken cancellationToken)
    {
        var sdk = await processes.RunAsync(
            new ProcessRequest
            {
                Program = "dotnet",
                Arguments = ["--version"],
                WorkingDirectory = options.Root,
                TimeLimit = TimeSpan.FromSeconds(30),
            },
            cancellationToken
        );
        using var hash = new ContentHash();
        hash.Add("sdk", sdk.Output.Trim()).Add("pin", string.Join(';', rootKeyIds));
        foreach (var file in RootFiles)
        {
            hash.AddFile(file, Path.Combine(options.Root, file));
        }

        foreach (var project in Projects)
        {
            hash.AddSources(project, Path.Combine(options.Root, "src", project));
        }

        return hash.Hex();
    }

    private static async Task<bool> IsWholeAsync(string folder, string program, string key, CancellationToken cancellationToken) =>
        File.Exists(program)
        && File.Exists(KeyFile(folder))
        && await File.ReadAllTextAsync(KeyFile(folder), cancellationToken) == $"{key} {Hash(program)}";

    private static string KeyFile(string folder) => Path.Combine(folder, "inputs");

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
