using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Models;

/// <summary>A resource at the target.</summary>
/// <param name="Reference">The step that made it.</param>
/// <param name="Owner">Who made it.</param>
/// <param name="Captured">What that step captured of its answer: at least <c>id</c>. For reading, not for requests: those refer to it.</param>
public sealed record PooledResource(ResourceReference Reference, string Owner, IReadOnlyDictionary<string, string> Captured);
