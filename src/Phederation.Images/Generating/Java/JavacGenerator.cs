using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.FileSystem;

namespace Phederation.Images.Generating.Java;

/// <summary>Compiles the Java sources of an image. Warnings are errors; no annotation processor runs.</summary>
internal sealed class JavacGenerator(JavaClasses classes, GeneratorContext context) : FileGenerator
{
    private readonly string _origin = $"javac {classes.Sources}";

    /// <inheritdoc />
    public override Task AddInputsAsync(InputsHash hash, CancellationToken cancellationToken)
    {
        hash.Add($"javac {classes.Path}", string.Join('\n', classes.ClassPath));
        foreach (var source in Sources())
        {
            hash.AddFile($"javac {classes.Path} {Path.GetRelativePath(Folder, source)}", source);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task AddFilesAsync(ImageTree tree, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var java = await JavaTools.OpenAsync(context, progress, cancellationToken);
        var output = Path.Combine(context.WorkFolder, "javac-" + classes.Path.Replace('/', '-'));
        Directory.CreateDirectory(output);
        progress?.Report($"compiling {classes.Sources} of {context.Definition.Name}");
        await java.RunAsync(
            "javac",
            Folder,
            [
                "-encoding",
                "UTF-8",
                "-g:source,lines",
                "-implicit:none",
                "-proc:none",
                "-Xlint:all",
                "-Werror",
                "--release",
                "17",
                "-classpath",
                string.Join(':', classes.ClassPath.Select(jar => JarIn(java.Root, jar))),
                "-d",
                output,
                .. Sources(),
            ],
            cancellationToken
        );
        var made = FolderWalk.Files(output).ToDictionary(file => Path.GetRelativePath(output, file.FullName), file => file);
        if (classes.IsJar)
        {
            tree.PutFile(classes.Path, JarFile.Write(made), _origin);
            return;
        }

        foreach (var (path, file) in made)
        {
            tree.PutFile($"{classes.Path}/{path}", await File.ReadAllBytesAsync(file.FullName, cancellationToken), _origin);
        }
    }

    private string Folder => Path.Combine(context.Definition.Folder, classes.Sources);

    private List<string> Sources()
    {
        var sources = Directory.Exists(Folder)
            ? FolderWalk
                .Files(Folder)
                .Select(file => file.FullName)
                .Where(file => file.EndsWith(".java", StringComparison.Ordinal))
                .ToList()
            : [];
        return sources.Count > 0
            ? sources
            : throw new ImageException(
                ImageFault.BadDefinition,
                $"{context.Definition.DefinitionPath}: {Folder} is to be compiled, but has no source (.java)"
            );
    }

    private string JarIn(string root, string jar)
    {
        var path = Path.Combine(root, jar);
        return File.Exists(path)
            ? path
            : throw new ImageException(
                ImageFault.BadDefinition,
                $"{context.Definition.DefinitionPath}: no build package has the jar /{jar}, which {classes.Sources} is compiled against"
            );
    }
}
