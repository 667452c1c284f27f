namespace Phederation.Containers.Engine;

/// <summary>How far a push or pull is.</summary>
/// <param name="Layer">The layer's short id; null for the transfer as a whole.</param>
/// <param name="Status">For people: "Pushing", "Layer already exists".</param>
/// <param name="Current">Bytes done; 0 when not said.</param>
/// <param name="Total">Bytes in all; 0 when not said.</param>
public sealed record TransferProgress(string? Layer, string Status, long Current, long Total);
