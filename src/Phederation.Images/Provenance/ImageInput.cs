namespace Phederation.Images.Provenance;

/// <summary>Something that went into an image, or decided about it.</summary>
/// <param name="Name">What it is for, unique in an image: <c>file etc/passwd</c>, <c>definition base</c>.</param>
/// <param name="Uri">How it is known elsewhere, such as a package URL; null for files of the checkout.</param>
/// <param name="Sha256">The SHA-256 of its bytes, lower-case hex.</param>
public sealed record ImageInput(string Name, string? Uri, string Sha256);
