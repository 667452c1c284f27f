using Phederation.Images.Catalogue;
using Phederation.Site;

namespace Phederation.Pipeline.Stages;

/// <summary>The images of the catalogue that a run works on.</summary>
internal sealed class ImageSelection
{
    private ImageSelection(
        IReadOnlyList<ImageDefinition> catalogue,
        IReadOnlyList<ImageDefinition> toBuild,
        IReadOnlyList<ImageDefinition> toRelease
    )
    {
        Catalogue = catalogue;
        ToBuild = toBuild;
        ToRelease = toRelease;
    }

    /// <summary>All images, each after its base.</summary>
    public IReadOnlyList<ImageDefinition> Catalogue { get; }

    /// <summary>The chosen images and what they stand on, each after its base.</summary>
    public IReadOnlyList<ImageDefinition> ToBuild { get; }

    /// <summary>The chosen images that run as a service: those with a workload.</summary>
    public IReadOnlyList<ImageDefinition> ToRelease { get; }

    /// <summary>Reads the catalogue and chooses.</summary>
    /// <exception cref="PipelineException">A chosen name is not in the catalogue.</exception>
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

        var chosen = catalogue.Where(image => options.Images.Count == 0 || options.Images.Contains(image.Name)).ToList();
        var needed = chosen.SelectMany(image => ImageCatalogue.BasesOf(image, catalogue).Append(image)).ToHashSet();
        return new ImageSelection(
            catalogue,
            [.. catalogue.Where(needed.Contains)],
            [.. chosen.Where(image => image.WorkloadPath is not null)]
        );
    }
}
