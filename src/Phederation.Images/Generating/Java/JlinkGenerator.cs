using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.FileSystem;

namespace Phederation.Images.Generating.Java;

/// <summary>Links a Java runtime. The linker gives the same bytes for the same modules and options.</summary>
internal sealed class JlinkGenerator(JlinkRuntime runtime, GeneratorContext context) : FileGenerator
{
    private const int PlainMode = 0b110_100_100;
    private const int ExecutableMode = 0b111_101_101;
    private readonly string _origin = $"jlink {runtime.Path}";

    /// <inheritdoc />
    public override Task AddInputsAsync(InputsHash hash, CancellationToken cancellationToken)
    {
        hash.Add($"jlink {runtime.Path}", string.Join('\n', [runtime.Package, .. Options(), "leave out", .. runtime.LeftOut]));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task AddFilesAsync(ImageTree tree, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var java = await JavaTools.OpenAsync(context, progress, cancellationToken);
        var output = Path.Combine(context.WorkFolder, "jlink-" + runtime.Path.Replace('/', '-'));
        progress?.Report($"linking {runtime.Modules.Count} modules of Java to /{runtime.Path}");
        await java.RunAsync("jlink", Name, ["--module-path", java.Modules, "--output", output, .. Options()], cancellationToken);
        AddFolder(tree, output);
        await PackageRecord.AddAsync(tree, runtime.Package, Name, java.Root, context, cancellationToken);
    }

    private string Name => $"{context.Definition.DefinitionPath}: /{runtime.Path}";

    private List<string> Options()
    {
        // Not --strip-debug: it would also run an objcopy of the machine on the libraries, which the distribution has stripped.
        List<string> options =
        [
            "--add-modules",
            string.Join(',', runtime.Modules),
            "--no-header-files",
            "--no-man-pages",
            "--dedup-legal-notices=error-if-not-same-content",
        ];
        if (runtime.IsCompressed)
        {
            options.Add("--compress=2");
        }

        if (runtime.IsStripped)
        {
            options.Add("--strip-java-debug-attributes");
        }

        if (runtime.Options.Count > 0)
        {
            options.Add($"--add-options={string.Join(' ', runtime.Options)}");
        }

        return options;
    }

    private void AddFolder(ImageTree tree, string output)
    {
        var patterns = runtime.LeftOut.Select(text => new PathPattern(text)).ToList();
        var idle = patterns.ToHashSet();
        foreach (var file in FolderWalk.Files(output))
        {
            var path = Path.GetRelativePath(output, file.FullName);
            if (patterns.FirstOrDefault(pattern => pattern.Matches(path)) is { } leftOut)
            {
                idle.Remove(leftOut);
            }
            else if (file.LinkTarget is { } target)
            {
                tree.PutLink($"{runtime.Path}/{path}", target, _origin);
            }
            else
            {
                var isExecutable = file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
                tree.PutFile($"{runtime.Path}/{path}", file, _origin, isExecutable ? ExecutableMode : PlainMode);
            }
        }

        if (idle.Count > 0)
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{Name}: leave-out names {string.Join(", ", idle.Select(pattern => pattern.Text))}, which nothing is; remove it there"
            );
        }
    }
}
