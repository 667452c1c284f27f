namespace Phederation.Images.Catalogue;

/// <summary>Files of packages that stay out of an image, with the reason.</summary>
/// <param name="Paths">Patterns over image paths: <c>*</c> within a segment, <c>**</c> over segments.</param>
/// <param name="Except">Patterns of what stays in nevertheless.</param>
/// <param name="Package">The one package that it applies to; null: all of the image's.</param>
/// <param name="Reason">Why nothing in the image needs them.</param>
public sealed record PathExclusion(IReadOnlyList<string> Paths, IReadOnlyList<string> Except, string? Package, string Reason);
