namespace Phederation.Images.Installed;

/// <summary>A Debian package that an image's package status names as installed.</summary>
public sealed record InstalledPackage
{
    /// <summary>The binary package's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its whole version with epoch and revision.</summary>
    public required string Version { get; init; }

    /// <summary>Its architecture: <c>amd64</c>, <c>all</c>…</summary>
    public required string Architecture { get; init; }

    /// <summary>The name of the source package that it was built from.</summary>
    public required string Source { get; init; }

    /// <summary>The version of the source package.</summary>
    public required string SourceVersion { get; init; }

    /// <summary>Who maintains it, <c>Name &lt;address&gt;</c>; empty when it is not said.</summary>
    public string Maintainer { get; init; } = "";

    /// <summary>One line on what it is.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The project's page; empty when it is not said.</summary>
    public string Homepage { get; init; } = "";

    /// <summary>What it needs: one set of alternatives each, names only, in the order of the control data.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Needs { get; init; } = [];

    /// <summary>Names of packages that it stands in for.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>The files in the image that are its, without leading slashes; folders and what was left out are not among them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
