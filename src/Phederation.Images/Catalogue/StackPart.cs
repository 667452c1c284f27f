namespace Phederation.Images.Catalogue;

/// <summary>A service or a job of the site stack: an image under the name that people at a site know.</summary>
public sealed record StackPart
{
    /// <summary>The name: that of the container, and by which other parts find it on the site's network.</summary>
    public required string Name { get; init; }

    /// <summary>The image's name in the catalogue.</summary>
    public required string Image { get; init; }

    /// <summary>The editions that have it.</summary>
    public required IReadOnlyList<string> Editions { get; init; }

    /// <summary>Added to the environment of the image's own contract; no secrets.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
}
