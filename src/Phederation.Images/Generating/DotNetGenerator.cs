using System.Security.Cryptography;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.FileSystem;
using Phederation.Processes;

namespace Phederation.Images.Generating;

/// <summary>
/// Compiles a program of the checkout: self-contained, as the project says trimmed and in one file. The compiler is deterministic; the
/// program is kept by the hash of its sources, so that what did not change is not compiled again.
/// </summary>
internal sealed class DotNetGenerator(DotNetProgram program, GeneratorContext context) : FileGenerator
{
    private const string Runtime = "linux-x64";
    private const int Mode = 0b111_101_101;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public override async Task AddInputsAsync(InputsHash hash, CancellationToken cancellationToken) =>
        hash.Add($"program {program.Path}", await SourcesHashAsync(cancellationToken));

    /// <inheritdoc />
    public override async Task AddFilesAsync(ImageTree tree, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(context.CacheFolder, "dotnet", await SourcesHashAsync(cancellationToken));
        var file = Path.Combine(folder, "program");
        if (!File.Exists(file) || await HashAsync(file, cancellationToken) != KnownHash(folder))
        {
            progress?.Report($"compiling {program.Project}");
            await CompileAsync(folder, cancellationToken);
        }

        // Taken along, for the cache may be emptied before the layer is written.
        var copy = Path.Combine(context.WorkFolder, Path.GetFileName(folder));
        File.Copy(file, copy, overwrite: true);
        tree.PutFile(program.Path, new FileInfo(copy), program.Project, Mode);
    }

    private async Task CompileAsync(string folder, CancellationToken cancellationToken)
    {
        var project = DotNetSources.ProjectIn(Path.Combine(context.Checkout, program.Project));
        var made = Path.Combine(context.WorkFolder, "published-" + Path.GetFileNameWithoutExtension(project));

        // In two steps: a restore for one runtime would rewrite the lock files of the libraries.
        await DotNetAsync(["restore", project, "--nologo", "--verbosity", "quiet"], cancellationToken);
        await DotNetAsync(
            [
                "publish",
                project,
                "--no-restore",
                "--configuration",
                "Release",
                "--runtime",
                Runtime,
                "--output",
                made,
                "--nologo",
                "--verbosity",
                "quiet",
            ],
            cancellationToken
        );
        var files = Directory.GetFiles(made, "*", SearchOption.AllDirectories);
        if (files is not [var file])
        {
            throw new ImageException(
                ImageFault.ProgramNotMade,
                $"{program.Project} publishes {files.Length} files ({string.Join(", ", files.Take(5).Select(Path.GetFileName))}), one is "
                    + "expected: set PublishSingleFile, SelfContained and DebugType=none in the project"
            );
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        File.Move(file, Path.Combine(folder, "program"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "sha256"),
            await HashAsync(Path.Combine(folder, "program"), cancellationToken),
            cancellationToken
        );
    }

    private async Task<string> SourcesHashAsync(CancellationToken cancellationToken)
    {
        var project = DotNetSources.ProjectIn(Path.Combine(context.Checkout, program.Project));
        var sdk = await DotNetAsync(["--version"], cancellationToken);
        var hash = new InputsHash().Add("sdk", sdk.Output.Trim()).Add("runtime", Runtime);
        foreach (var file in DotNetSources.Of(project, context.Checkout))
        {
            hash.AddFile(Path.GetRelativePath(context.Checkout, file), file);
        }

        return hash.ToString();
    }

    private async Task<ProcessResult> DotNetAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await context.Processes.RunAsync(
            new ProcessRequest
            {
                Program = "dotnet",
                Arguments = arguments,
                WorkingDirectory = context.Checkout,
                TimeLimit = TimeLimit,
            },
            cancellationToken
        );
        return result.ExitCode == 0
            ? result
            : throw new ImageException(
                ImageFault.ProgramNotMade,
                $"{program.Project} does not compile:\n{string.Join('\n', result.Output.Split('\n').TakeLast(15))}{result.Error}"
            );
    }

    private static string KnownHash(string folder)
    {
        var path = Path.Combine(folder, "sha256");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
