using Phederation.Containers.Oci;

namespace Phederation.Containers.Engine;

/// <summary>What a push left in the registry.</summary>
/// <param name="Manifest">The digest of the manifest's bytes.</param>
/// <param name="Length">Bytes of the manifest.</param>
public sealed record PushedImage(Digest Manifest, long Length);
