using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Images.FileSystem;
using Phederation.Images.Generating.Java;

namespace Phederation.Images.Generating;

/// <summary>Makes the files of one entry <c>[[files.generate]]</c>. The same inputs must give the same bytes on every machine.</summary>
internal abstract class FileGenerator
{
    /// <summary>The generators of an image; what changes root files instead (<see cref="OmopDdlFile"/>) has none.</summary>
    public static IReadOnlyList<FileGenerator> Of(GeneratorContext context) =>
        [.. context.Definition.Generated.Select(file => Of(file, context)).OfType<FileGenerator>()];

    /// <summary>Adds what decides about the bytes, without making them.</summary>
    public abstract Task AddInputsAsync(InputsHash hash, CancellationToken cancellationToken);

    /// <summary>Makes the files and adds them.</summary>
    /// <exception cref="ImageException">They can't be made.</exception>
    public abstract Task AddFilesAsync(ImageTree tree, IProgress<string>? progress, CancellationToken cancellationToken);

    private static FileGenerator? Of(GeneratedFile file, GeneratorContext context) =>
        file switch
        {
            DotNetProgram program => new DotNetGenerator(program, context),
            CProgram program => new CGenerator(program, context),
            ArtifactFile artifact => new ArtifactGenerator(artifact, context),
            JlinkRuntime runtime => new JlinkGenerator(runtime, context),
            JavaClasses classes => new JavacGenerator(classes, context),
            JavaTrustStore store => new JavaTrustStoreGenerator(store, context),
            _ => null,
        };
}
