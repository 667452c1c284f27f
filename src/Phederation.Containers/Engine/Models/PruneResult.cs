namespace Phederation.Containers.Engine.Models;

/// <summary>What a prune removed.</summary>
/// <param name="Removed">Ids or names.</param>
/// <param name="SpaceReclaimed">Bytes; 0 for networks.</param>
public sealed record PruneResult(IReadOnlyList<string> Removed, long SpaceReclaimed);
