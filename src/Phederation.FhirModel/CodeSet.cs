using System.Collections.Frozen;

namespace Phederation.FhirModel;

/// <summary>A closed set of codes that an element is bound to.</summary>
public sealed class CodeSet(string name, IReadOnlyDictionary<string, FrozenSet<string>> systems)
{
    /// <summary>The value set's name.</summary>
    public string Name => name;

    /// <summary>Whether a code is in it, whatever its system.</summary>
    public bool Contains(string code) => systems.Values.Any(codes => codes.Contains(code));

    /// <summary>Whether a code of a system is in it.</summary>
    public bool Contains(string? system, string code) =>
        system is null ? Contains(code) : systems.TryGetValue(system, out var codes) && codes.Contains(code);
}
