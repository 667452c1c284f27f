using Phederation.Images.Catalogue;
using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Linting.Waivers;

namespace Phederation.Images.Linting;

/// <summary>A Dockerfile with what is around it: its folder, its <c>lint.toml</c>, and the image's definition where it has one.</summary>
public sealed class LintSubject
{
    private LintSubject(Dockerfile dockerfile, LintSettings settings, ImageDefinition? definition, IReadOnlyList<ImageDefinition> bases)
    {
        Dockerfile = dockerfile;
        Settings = settings;
        Definition = definition;
        Bases = bases;
        Folder = Path.GetDirectoryName(Path.GetFullPath(dockerfile.File))!;
    }

    /// <summary>The Dockerfile.</summary>
    public Dockerfile Dockerfile { get; }

    /// <summary>The folder that it is in.</summary>
    public string Folder { get; }

    /// <summary>The definition of the image, null for a Dockerfile that is of no catalogue.</summary>
    public ImageDefinition? Definition { get; }

    /// <summary>The images below, the lowest first; empty without a definition.</summary>
    public IReadOnlyList<ImageDefinition> Bases { get; }

    /// <summary>The last stage: the image.</summary>
    public DockerfileStage Final => Dockerfile.Stages[^1];

    /// <summary>The stages that are in the image: the last one and those that it stands on, the lowest first.</summary>
    public IReadOnlyList<DockerfileStage> Layers
    {
        get
        {
            var layers = new List<DockerfileStage> { Final };
            while (ParentOf(layers[0]) is { } parent)
            {
                layers.Insert(0, parent);
            }

            return layers;
        }
    }

    /// <summary>The instructions that are in the image, in order.</summary>
    public IEnumerable<DockerfileInstruction> InImage => Layers.SelectMany(stage => stage.Instructions);

    internal LintSettings Settings { get; }

    /// <summary>The subject of a catalogue's image that has a Dockerfile.</summary>
    /// <exception cref="DockerfileException">The Dockerfile is malformed.</exception>
    /// <exception cref="Text.TomlException">The lint.toml beside it is malformed.</exception>
    public static LintSubject Of(ImageDefinition definition, IReadOnlyList<ImageDefinition> catalogue) =>
        new(
            Dockerfile.Load(definition.DockerfilePath!),
            LintSettings.LoadBeside(definition.DockerfilePath!),
            definition,
            ImageCatalogue.BasesOf(definition, catalogue)
        );

    /// <summary>The subject of any Dockerfile; an image.toml beside it makes it the one of a catalogue.</summary>
    /// <inheritdoc cref="Of"/>
    public static LintSubject Load(string path)
    {
        path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(path)!;
        if (File.Exists(Path.Combine(folder, ImageCatalogue.DefinitionFile)) && Path.GetFileName(path) == "Dockerfile")
        {
            var catalogue = ImageCatalogue.Load(Path.GetDirectoryName(folder)!);
            return Of(catalogue.Single(image => image.DockerfilePath == path), catalogue);
        }

        return new LintSubject(Dockerfile.Load(path), LintSettings.LoadBeside(path), null, []);
    }

    /// <summary>A Dockerfile by itself, without what is beside it.</summary>
    internal static LintSubject Alone(Dockerfile dockerfile) => new(dockerfile, LintSettings.None, null, []);

    /// <summary>The earlier stage that a stage stands on, null where it stands on an image.</summary>
    public DockerfileStage? ParentOf(DockerfileStage stage) =>
        Dockerfile.Stages.Take(stage.Index).LastOrDefault(earlier => earlier.IsNamed(stage.From.Image.Raw));
}
