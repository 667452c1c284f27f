namespace Phederation.Fuzzing.Models;

/// <summary>What scenarios are made from, beside the model itself.</summary>
/// <param name="Resources">What earlier scenarios made at the target.</param>
/// <param name="Actors">The names of those who can ask, without the anonymous one; may be empty.</param>
/// <param name="Words">Words from seeds, answers and the target's code.</param>
public sealed record ComposeContext(IResourceView Resources, IReadOnlyList<string> Actors, IReadOnlyList<ReadOnlyMemory<byte>> Words);
