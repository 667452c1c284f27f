using Phederation.Containers.Oci;
using Phederation.Images.Dockerfiles;
using Phederation.Images.Dockerfiles.Instructions;
using Phederation.Images.Dockerfiles.Resolving;

namespace Phederation.Images.Building;

/// <summary>
/// A Dockerfile whose image needs no engine: it runs no command and copies only what this build made. The engine's builder would stamp
/// the time into layers and configuration; written here, the same inputs give the same image ID on every machine.
/// </summary>
internal sealed class WritableDockerfile
{
    private readonly Dockerfile _dockerfile;

    private WritableDockerfile(Dockerfile dockerfile) => _dockerfile = dockerfile;

    /// <summary>Takes the Dockerfile when its image can be written here; else says why an engine has to build it.</summary>
    public static (WritableDockerfile? Dockerfile, string? WhyNot) TryTake(Dockerfile dockerfile)
    {
        var whyNot = dockerfile switch
        {
            { Stages.Count: > 1 } => "it has several stages",
            { HasRun: true } => "it runs commands",
            _ => dockerfile.Stages[0].Instructions.Select(WhyNot).FirstOrDefault(reason => reason is not null),
        };
        return whyNot is null ? (new WritableDockerfile(dockerfile), null) : (null, whyNot);
    }

    /// <summary>Makes the image.</summary>
    /// <exception cref="ImageException">The Dockerfile does not copy what the definition makes.</exception>
    public WrittenImage Write(ImageWork work, WrittenImage below, ImageLayers layers)
    {
        var time = ImageLabels.Time(work.Lock.SourceEpoch);
        var baseId = below.ImageId.ToString();
        var stage = _dockerfile.Resolve(
            new Dictionary<string, string> { ["BASE"] = baseId },
            image => image == baseId ? below.Config.Config : null
        )[^1];
        var transfers = new Queue<ResolvedTransfer>(stage.Transfers);
        var own = new List<LayerFile>();
        var history = new List<HistoryEntry>(below.Config.History ?? []);
        foreach (var instruction in stage.Stage.Instructions.Where(instruction => instruction is not ArgInstruction))
        {
            var isLayer = instruction is TransferInstruction;
            if (isLayer && LayersOf(transfers.Dequeue(), layers) is var copied)
            {
                own.AddRange(copied);
                history.AddRange(copied.Select(_ => new HistoryEntry { Created = time, CreatedBy = Describe(instruction) }));
            }
            else
            {
                history.Add(
                    new HistoryEntry
                    {
                        Created = time,
                        CreatedBy = instruction.ToString(),
                        EmptyLayer = true,
                    }
                );
            }
        }

        foreach (var layer in new[] { layers.Packages, layers.Generated, layers.RootFiles }.OfType<LayerFile>().Except(own))
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{work.Definition.DockerfilePath}: it does not take over {Path.GetFileName(layer.Path)}, which {work.Definition.DefinitionPath} makes; "
                    + "add 'ADD packages.tar /', 'COPY generated/ /' or 'COPY rootfs/ /'"
            );
        }

        var all = below.Layers.Concat(own).ToList();
        var config = new ImageConfig
        {
            Created = time,
            Architecture = below.Config.Architecture,
            Os = below.Config.Os,
            Config = stage.Config with { Labels = Labels(stage.Config.Labels, work.Labels) },
            RootFs = new RootFs { Type = "layers", DiffIds = [.. all.Select(layer => layer.DiffId)] },
            History = history,
        };
        return new WrittenImage(OciDocument.Write(config), all);
    }

    private static string? WhyNot(DockerfileInstruction instruction) =>
        instruction switch
        {
            OnbuildInstruction => "it has triggers for other images (ONBUILD)",
            CopyInstruction { From: not null } => "it copies from another image (COPY --from)",
            TransferInstruction { Heredocs.Count: > 0 } => "it writes files itself (<<)",
            TransferInstruction { Flags.Count: > 0 } => "it copies with flags",
            TransferInstruction transfer when transfer.Sources.Any(source => new ImageLayers(Any, Any, Any).Of(source.Raw) is null) =>
                "it copies something else than packages.tar, generated/ and rootfs/",
            TransferInstruction transfer when transfer.Destination.Raw != "/" => "it copies to another place than /",
            _ => null,
        };

    private static LayerFile Any { get; } = new(Digest.Sha256([]), "");

    private static List<LayerFile> LayersOf(ResolvedTransfer transfer, ImageLayers layers) =>
        [.. transfer.Sources.Select(layers.Of).OfType<LayerFile>()];

    // Nobody unpacked an archive of unknown origin here, as the word ADD in an image's history would say.
    private static string Describe(DockerfileInstruction instruction) =>
        instruction is AddInstruction ? "Debian packages of the lock file, unpacked" : instruction.ToString();

    private static SortedDictionary<string, string> Labels(
        IReadOnlyDictionary<string, string>? stated,
        IReadOnlyDictionary<string, string> own
    )
    {
        var labels = new SortedDictionary<string, string>(stated?.ToDictionary() ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            labels[name] = value;
        }

        return labels;
    }
}
