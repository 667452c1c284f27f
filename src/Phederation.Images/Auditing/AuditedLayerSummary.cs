using Phederation.Containers.Oci;

namespace Phederation.Images.Auditing;

/// <summary>A layer that was audited.</summary>
/// <param name="Index">Its place, the lowest is 0.</param>
/// <param name="DiffId">The SHA-256 of its uncompressed bytes, as they were read.</param>
/// <param name="Size">Uncompressed bytes.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="CreatedBy">The step that made it, as the history tells.</param>
public sealed record AuditedLayerSummary(int Index, Digest DiffId, long Size, int Entries, string CreatedBy);
