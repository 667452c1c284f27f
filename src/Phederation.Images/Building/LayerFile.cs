using Phederation.Containers.Oci;

namespace Phederation.Images.Building;

/// <summary>An uncompressed layer on disk.</summary>
/// <param name="DiffId">The digest of its bytes.</param>
/// <param name="Path">Where it is.</param>
internal sealed record LayerFile(Digest DiffId, string Path);
