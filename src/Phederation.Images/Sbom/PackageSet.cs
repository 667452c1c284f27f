namespace Phederation.Images.Sbom;

/// <summary>The packages that were found of one kind, and the files that are theirs.</summary>
/// <param name="Packages">The packages; several with one package URL are one.</param>
/// <param name="Owners">Paths of files to the package URL of their package.</param>
internal sealed record PackageSet(IReadOnlyList<BillPackage> Packages, IReadOnlyDictionary<string, string> Owners);
