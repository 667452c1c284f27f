using Phederation.Containers.Oci;

namespace Phederation.Containers.Images;

/// <summary>A layer on disk.</summary>
/// <param name="DiffId">The SHA-256 of the uncompressed tar.</param>
/// <param name="File">The tar's path; it may be gzip-compressed.</param>
public sealed record DockerArchiveLayer(Digest DiffId, string File)
{
    internal Descriptor? Blob { get; init; }
}
