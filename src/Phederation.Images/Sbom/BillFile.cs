namespace Phederation.Images.Sbom;

/// <summary>A file of an image.</summary>
/// <param name="Path">The path without a leading slash.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 in lower-case hex.</param>
/// <param name="Sha1">The SHA-1 in lower-case hex, for SPDX.</param>
/// <param name="Owner">The package URL of the package that it belongs to; null: it is the image's own.</param>
public sealed record BillFile(string Path, long Length, string Sha256, string Sha1, string? Owner);
