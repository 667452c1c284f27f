using System.Globalization;
using Phederation.Images.Catalogue;

namespace Phederation.Images.Building;

/// <summary>The labels of an image (OCI image specification, annotations.md). None depends on the time or the machine of the build.</summary>
internal static class ImageLabels
{
    /// <summary>The labels, sorted.</summary>
    public static SortedDictionary<string, string> Of(ImageDefinition definition, IReadOnlyList<ImageDefinition> bases, long epoch)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.opencontainers.image.created"] = Time(epoch),
            ["org.opencontainers.image.licenses"] = definition.Licence,
            ["org.opencontainers.image.title"] = definition.Title,
            ["org.opencontainers.image.vendor"] = "PHederation",
            ["org.opencontainers.image.version"] = definition.Version,
        };
        if (bases is [.., var below])
        {
            labels["org.opencontainers.image.base.name"] = below.Reference;
        }

        return labels;
    }

    /// <summary>The source epoch as RFC 3339.</summary>
    public static string Time(long epoch) =>
        DateTimeOffset.FromUnixTimeSeconds(epoch).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
