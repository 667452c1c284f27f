namespace Phederation.Images.Sbom;

/// <summary>A package that an image holds.</summary>
public sealed record BillPackage
{
    /// <summary>Where it comes from.</summary>
    public required PackageKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Its package URL, which also identifies it within the bill.</summary>
    public required string Purl { get; init; }

    /// <summary>An SPDX licence expression; null when nothing that a machine can read says it.</summary>
    public string? Licence { get; init; }

    /// <summary>Who supplies it; null when it is not said.</summary>
    public Supplier? Supplier { get; init; }

    /// <summary>The name and version of the source package; null where there is no such thing.</summary>
    public (string Name, string Version)? Source { get; init; }

    /// <summary>One line on what it is; empty when it is not said.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The project's page; empty when it is not said.</summary>
    public string Homepage { get; init; } = "";

    /// <summary>The SHA-512 of the package's archive in lower-case hex; null when the image does not say it.</summary>
    public string? Sha512 { get; init; }

    /// <summary>The package URLs of what it depends on, sorted; only of what the image holds.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
