using Phederation.Images.Catalogue;
using Phederation.Site;
using Phederation.Workloads;

namespace Phederation.Pipeline.Stages;

/// <summary>The images of the catalogue that a run works on.</summary>
internal sealed class ImageSelection
{
    private ImageSelection(
        IReadOnlyList<ImageDefinition> catalogue,
        StackDefinition stack,
        IReadOnlyList<ImageDefinition> toBuild,
        IReadOnlyList<ImageDefinition> toProve
    )
    {
        Catalogue = catalogue;
        Stack = stack;
        ToBuild = toBuild;
        ToProve = toProve;
    }

    /// <summary>All images, each after its base.</summary>
    public IReadOnlyList<ImageDefinition> Catalogue { get; }

    /// <summary>What a site runs.</summary>
    public StackDefinition Stack { get; }

    /// <summary>The chosen images, what they stand on and what their workloads talk to, each after its base.</summary>
    public IReadOnlyList<ImageDefinition> ToBuild { get; }

    /// <summary>The chosen images that get a profile: those with a workload.</summary>
    public IReadOnlyList<ImageDefinition> ToProve { get; }

    /// <summary>The chosen images that sites get: those which the stack names.</summary>
    public IReadOnlyList<ImageDefinition> ToRelease => [.. ToProve.Where(image => Stack.Parts.Any(part => part.Image == image.Name))];

    /// <summary>Reads the catalogue and chooses.</summary>
    /// <exception cref="PipelineException">A chosen name is not in the catalogue, or a given image has a name of it.</exception>
    public static ImageSelection Load(PipelineOptions options)
    {
        var catalogue = ImageCatalogue.Load(options.ImagesFolder);
        var unknown = options.Images.FirstOrDefault(name => catalogue.All(image => image.Name != name));
        if (unknown is not null)
        {
            throw new PipelineException(
                ExitCode.Usage,
                $"--images: there is no image '{unknown}'; the catalogue has {string.Join(", ", catalogue.Select(image => image.Name))}"
            );
        }

        if (options.Given is { } given)
        {
            var image = GivenImage.Load(given.Reference, given.Folder);
            return catalogue.All(known => known.Name != image.Name)
                ? new ImageSelection(catalogue, StackDefinition.Load(options.ImagesFolder, catalogue), [], [image])
                : throw new PipelineException(
                    ExitCode.Usage,
                    $"{image.Folder}: '{image.Name}' is an image of the catalogue; give the folder another name"
                );
        }

        // What is on demand is meant by its name only.
        var chosen = catalogue.Where(image => options.Images.Count == 0 ? !image.IsOnDemand : options.Images.Contains(image.Name)).ToList();
        var peers = chosen.Where(image => image.WorkloadPath is not null).SelectMany(image => PeersOf(image, catalogue));
        var needed = chosen.Concat(peers).SelectMany(image => ImageCatalogue.BasesOf(image, catalogue).Append(image)).ToHashSet();
        return new ImageSelection(
            catalogue,
            StackDefinition.Load(options.ImagesFolder, catalogue),
            [.. catalogue.Where(needed.Contains)],
            [.. chosen.Where(image => image.WorkloadPath is not null)]
        );
    }

    private static IEnumerable<ImageDefinition> PeersOf(ImageDefinition image, IReadOnlyList<ImageDefinition> catalogue) =>
        Workload.Load(image.WorkloadPath!).Peers.Select(peer => WorkloadTargets.PeerOf(peer, catalogue));
}
