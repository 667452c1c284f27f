using Phederation.Text;

namespace Phederation.Images.Catalogue;

/// <summary>The images of a folder <c>images/</c>.</summary>
public static class ImageCatalogue
{
    /// <summary>The definition's file name in each image's folder.</summary>
    public const string DefinitionFile = "image.toml";

    /// <summary>Reads all definitions; an image comes after the one that it is based on, else in the order of names.</summary>
    /// <param name="imagesFolder">The folder that holds one folder per image.</param>
    /// <exception cref="TomlException">A definition is malformed; the message has file:line:column.</exception>
    /// <exception cref="ImageException">The folder is absent, or bases don't fit together.</exception>
    public static IReadOnlyList<ImageDefinition> Load(string imagesFolder)
    {
        if (!Directory.Exists(imagesFolder))
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{imagesFolder}: there is no folder of images; run the build from a checkout"
            );
        }

        var definitions = Directory
            .EnumerateDirectories(imagesFolder)
            .Where(folder => File.Exists(Path.Combine(folder, DefinitionFile)))
            .Order(StringComparer.Ordinal)
            .Select(ImageDefinitionReader.Load)
            .ToList();
        var byName = definitions.ToDictionary(definition => definition.Name);
        var sorted = new List<ImageDefinition>();
        foreach (var definition in definitions)
        {
            foreach (var image in BasesOf(definition, byName).Append(definition).Where(image => !sorted.Contains(image)))
            {
                sorted.Add(image);
            }
        }

        return sorted;
    }

    /// <summary>The images below an image, the lowest first.</summary>
    /// <exception cref="ImageException">A base is not in the catalogue, or images are based on each other.</exception>
    public static IReadOnlyList<ImageDefinition> BasesOf(ImageDefinition definition, IReadOnlyList<ImageDefinition> catalogue) =>
        BasesOf(definition, catalogue.ToDictionary(image => image.Name));

    private static List<ImageDefinition> BasesOf(ImageDefinition definition, Dictionary<string, ImageDefinition> byName)
    {
        var bases = new List<ImageDefinition>();
        for (var image = definition; image.Base is { } name; )
        {
            if (!byName.TryGetValue(name, out var next))
            {
                throw new ImageException(
                    ImageFault.BadDefinition,
                    $"{image.DefinitionPath}: the base '{name}' is none of the images {string.Join(", ", byName.Keys)}"
                );
            }

            if (next == definition || bases.Contains(next))
            {
                throw new ImageException(
                    ImageFault.BadDefinition,
                    $"{image.DefinitionPath}: the bases '{name}' and '{definition.Name}' go in a circle"
                );
            }

            bases.Insert(0, next);
            image = next;
        }

        return bases;
    }
}
