using Phederation.Containers.Oci;

namespace Phederation.Containers.Images;

/// <summary>A layer that was written.</summary>
/// <param name="DiffId">The SHA-256 of the uncompressed tar, which the image's configuration names.</param>
/// <param name="Length">Bytes of the uncompressed tar.</param>
public sealed record LayerDigest(Digest DiffId, long Length);
