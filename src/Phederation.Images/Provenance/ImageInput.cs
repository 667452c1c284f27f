namespace Phederation.Images.Provenance;

/// <summary>Something that went into an image, or decided about it.</summary>
/// <param name="Name">What it is for, unique in an image: <c>file etc/passwd</c>, <c>definition base</c>.</param>
/// <param name="Uri">How it is known elsewhere, such as a package URL; null for files of the checkout.</param>
/// <param name="Hash">The hash of its bytes, lower-case hex: a SHA-256, or a SHA-512 where the publisher gives no other.</param>
public sealed record ImageInput(string Name, string? Uri, string Hash)
{
    /// <summary>The hash's name in provenance.</summary>
    public string Algorithm => Hash.Length == 128 ? "sha512" : "sha256";
}
