using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.FileSystem;
using Phederation.Processes;

namespace Phederation.Images.Generating;

/// <summary>
/// Compiles a C program of the checkout with the locked compiler and against the locked C library, which the image names as packages for the
/// build. The same inputs give the same bytes.
/// </summary>
internal sealed class CGenerator(CProgram program, GeneratorContext context) : FileGenerator
{
    private const string Programs = "usr/bin";
    private const string Compiler = Programs + "/x86_64-linux-gnu-gcc-12";
    private const string Libraries = "usr/lib/x86_64-linux-gnu";
    private const int Mode = 0b111_101_101;
    private const int LongestError = 4000;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Every warning is an error, and what the compiler has against exploits is on.</summary>
    private static readonly string[] Options =
    [
        "-std=c11",
        "-D_DEFAULT_SOURCE",
        "-O2",
        "-Wall",
        "-Wextra",
        "-Wconversion",
        "-Werror",
        "-fPIE",
        "-pie",
        "-fstack-protector-strong",
        "-fstack-clash-protection",
        "-fcf-protection",
        "-D_FORTIFY_SOURCE=2",
        "-Wl,-z,relro,-z,now,-z,noexecstack,--build-id=none",
        "-s",
    ];

    /// <inheritdoc />
    public override Task AddInputsAsync(InputsHash hash, CancellationToken cancellationToken)
    {
        if (!File.Exists(Source))
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{context.Definition.DefinitionPath}: there is no source file {program.Source}"
            );
        }

        hash.Add($"options {program.Path}", string.Join(' ', Options)).AddFile($"program {program.Path}", Source);
        foreach (var package in context.Lock.ToolsOf(context.Definition))
        {
            hash.Add($"tool {program.Path} {package.Name}", package.Sha256);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task AddFilesAsync(ImageTree tree, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var tools = await context.Tools.EnsureAsync(context.Lock.ToolsOf(context.Definition), progress, cancellationToken);
        var compiler = Path.Combine(tools, Compiler);
        if (!File.Exists(compiler))
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{context.Definition.DefinitionPath}: {program.Source} is compiled with what [packages] build names: add \"gcc-12\", "
                    + "\"libc6-dev\" and what they need"
            );
        }

        progress?.Report($"compiling {program.Source}");
        var made = Path.Combine(context.WorkFolder, Path.GetFileNameWithoutExtension(program.Source));
        await CompileAsync(tools, compiler, made, cancellationToken);
        tree.PutFile(program.Path, new FileInfo(made), program.Source, Mode);
    }

    private string Source => Path.Combine(context.Checkout, program.Source);

    private async Task CompileAsync(string tools, string compiler, string made, CancellationToken cancellationToken)
    {
        var result = await context.Processes.RunAsync(
            new ProcessRequest
            {
                Program = compiler,
                // Named as the checkout has it: a path of this machine would show in messages, and in what -g keeps.
                Arguments = [$"--sysroot={tools}", $"-B{Path.Combine(tools, Programs)}/", .. Options, "-o", made, program.Source],
                WorkingDirectory = context.Checkout,
                // The compiler's own libraries; the C library that it runs with is the machine's, to which the loader belongs.
                Environment = new Dictionary<string, string?> { ["LD_LIBRARY_PATH"] = Path.Combine(tools, Libraries) },
                TimeLimit = TimeLimit,
            },
            cancellationToken
        );
        if (result.ExitCode != 0)
        {
            var error = result.Error.Length > LongestError ? result.Error[..LongestError] : result.Error;
            throw new ImageException(ImageFault.ProgramNotMade, $"{program.Source} does not compile:\n{error}");
        }
    }
}
