using System.Collections.Frozen;

namespace Phederation.FhirModel;

/// <summary>A closed set of codes that an element is bound to.</summary>
public sealed class CodeSet(string name, IReadOnlyDictionary<string, FrozenSet<string>> systems)
{
    /// <summary>The value set's name.</summary>
    public string Name => name;

    /// <summary>All codes with their systems, in an order that is always the same; made anew at each call.</summary>
    public IReadOnlyList<(string System, string Code)> ToList() =>
        [
            .. systems
                .SelectMany(one => one.Value.Select(code => (System: one.Key, Code: code)))
                .OrderBy(one => one.System, StringComparer.Ordinal)
                .ThenBy(one => one.Code, StringComparer.Ordinal),
        ];

    /// <summary>Whether a code is in it, whatever its system.</summary>
    public bool Contains(string code) => systems.Values.Any(codes => codes.Contains(code));

    /// <summary>Whether a code of a system is in it.</summary>
    public bool Contains(string? system, string code) =>
        system is null ? Contains(code) : systems.TryGetValue(system, out var codes) && codes.Contains(code);
}
