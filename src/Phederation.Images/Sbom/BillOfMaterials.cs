using Phederation.Containers.Oci;
using Phederation.Images.Installed;

namespace Phederation.Images.Sbom;

/// <summary>What an image is made of, apart from any format. The same image always gives the same bill.</summary>
public sealed record BillOfMaterials
{
    /// <summary>The image's repository, such as <c>honeur/postgres</c>, or how it was named.</summary>
    public required string Name { get; init; }

    /// <summary>The image's version; empty when it has none.</summary>
    public required string Version { get; init; }

    /// <summary>The image's ID.</summary>
    public required Digest ImageId { get; init; }

    /// <summary>When the image was made, by its own configuration.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The architecture, as OCI names it.</summary>
    public required string Architecture { get; init; }

    /// <summary>The licence expression that the image itself states; null when it states none.</summary>
    public string? Licence { get; init; }

    /// <summary>The distribution; null when the image does not say.</summary>
    public OsRelease? Distribution { get; init; }

    /// <summary>The packages in the order of their package URLs.</summary>
    public required IReadOnlyList<BillPackage> Packages { get; init; }

    /// <summary>The files in the order of their paths.</summary>
    public required IReadOnlyList<BillFile> Files { get; init; }

    /// <summary>
    /// The packages that the image holds for their own sake: those that no other one depends on, and one of each circle that nothing
    /// else leads to.
    /// </summary>
    public IReadOnlyList<string> Roots()
    {
        var byPurl = Packages.ToDictionary(package => package.Purl);
        var needed = Packages.SelectMany(package => package.DependsOn.Where(other => other != package.Purl)).ToHashSet();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var roots = new List<string>();
        foreach (
            var package in Packages
                .OrderBy(package => needed.Contains(package.Purl))
                .ThenBy(package => package.Purl, StringComparer.Ordinal)
        )
        {
            if (reached.Contains(package.Purl))
            {
                continue;
            }

            roots.Add(package.Purl);
            var open = new Stack<string>([package.Purl]);
            while (open.TryPop(out var next))
            {
                if (reached.Add(next))
                {
                    foreach (var other in byPurl[next].DependsOn)
                    {
                        open.Push(other);
                    }
                }
            }
        }

        return [.. roots.Order(StringComparer.Ordinal)];
    }
}
