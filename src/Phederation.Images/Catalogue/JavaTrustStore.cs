namespace Phederation.Images.Catalogue;

/// <summary>The authorities of the build package <c>ca-certificates</c> in the one form that Java reads.</summary>
/// <param name="Path">The file in the image, without a leading slash.</param>
public sealed record JavaTrustStore(string Path) : GeneratedFile(Path)
{
    /// <summary>The kind's name in <c>image.toml</c>.</summary>
    public const string Kind = "java-trust-store";
}
