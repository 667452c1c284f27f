namespace Phederation.Images.Catalogue;

/// <summary>Packages of the closure that stay out of an image, with the reason.</summary>
public sealed record PackageExclusion(IReadOnlyList<string> Names, string Reason);
