using System.Text.Json;

namespace Phederation.Images.Sbom;

/// <summary>One folder of a <c>node_modules</c>.</summary>
/// <param name="Name">The package's name, with its scope.</param>
/// <param name="Version">Its version.</param>
/// <param name="Licence">An SPDX licence expression, or null.</param>
/// <param name="Sha512">The hash of the package's archive, or null.</param>
/// <param name="Needs">The names of what it depends on.</param>
internal sealed record NpmModule(string Name, string Version, string? Licence, string? Sha512, IReadOnlyList<string> Needs)
{
    /// <summary>The package URL.</summary>
    public string Purl => PackageUrl.Npm(Name, Version);

    /// <summary>Reads an entry of a lock file or a package.json; null when it has no version, as with folders that only say how to load.</summary>
    /// <param name="element">The object.</param>
    /// <param name="folderName">The name by its folder, which counts where none is written.</param>
    public static NpmModule? Of(JsonElement element, string folderName) =>
        element.Text("version") is { Length: > 0 and < 200 } version
            ? new NpmModule(
                element.Text("name") is { Length: > 0 and < 214 } name ? name : folderName,
                version,
                element.Text("license") is { } licence && LicenceExpression.IsOne(licence) ? licence : null,
                Integrity.Sha512(element.Text("integrity")),
                [.. element.Properties("dependencies").Concat(element.Properties("optionalDependencies")).Select(need => need.Name)]
            )
            : null;
}
