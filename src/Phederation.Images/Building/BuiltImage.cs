using Phederation.Containers.Oci;
using Phederation.Images.Catalogue;
using Phederation.Images.Provenance;

namespace Phederation.Images.Building;

/// <summary>An image that the engine has, and that fits its definition.</summary>
/// <param name="Definition">What it was built from.</param>
/// <param name="ImageId">The digest of its configuration, which is the engine's ID of it.</param>
/// <param name="Reference">Repository and tag.</param>
/// <param name="InputsHash">The hash of the content that went in: packages' files, Dockerfile, root files, labels, base.</param>
/// <param name="SizeBytes">The size that the engine reports.</param>
/// <param name="WhyByEngine">Why the engine built it, so that another machine gets another ID; null: bit-identical everywhere.</param>
/// <param name="Reused">Whether nothing had to be built.</param>
public sealed record BuiltImage(
    ImageDefinition Definition,
    Digest ImageId,
    string Reference,
    string InputsHash,
    long SizeBytes,
    string? WhyByEngine,
    bool Reused
)
{
    /// <summary>What went in, each with its hash.</summary>
    public IReadOnlyList<ImageInput> Inputs { get; init; } = [];
}
