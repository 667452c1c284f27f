using System.Security.Cryptography;

namespace Phederation.Images.Catalogue;

/// <summary>The hash that a publisher gives for a file. Some publish a SHA-512 only, and what they publish is what can be compared.</summary>
/// <param name="Algorithm">SHA-256 or SHA-512.</param>
/// <param name="Hex">Lower-case hex.</param>
public sealed record ArtifactHash(HashAlgorithmName Algorithm, string Hex)
{
    /// <summary>The key in <c>image.toml</c> and the word in provenance: <c>sha256</c>, <c>sha512</c>.</summary>
    public string Word => Algorithm == HashAlgorithmName.SHA512 ? "sha512" : "sha256";

    /// <summary>The name for people.</summary>
    public string Title => Algorithm == HashAlgorithmName.SHA512 ? "SHA-512" : "SHA-256";

    /// <summary>The same hash of other bytes.</summary>
    public async Task<ArtifactHash> OfAsync(Stream stream, CancellationToken cancellationToken) =>
        this with
        {
            Hex = Convert.ToHexStringLower(await CryptographicOperations.HashDataAsync(Algorithm, stream, cancellationToken)),
        };
}
