using Phederation.Containers.Oci;

namespace Phederation.Containers.Registry;

/// <summary>A manifest as the registry has it.</summary>
/// <param name="Bytes">The original bytes: what signatures and digests are about.</param>
/// <param name="MediaType">What the registry says it is.</param>
/// <param name="Digest">The SHA-256 of the bytes, computed here.</param>
public sealed record RegistryManifest(ReadOnlyMemory<byte> Bytes, string MediaType, Digest Digest);
