using System.Collections.Concurrent;
using System.Collections.Frozen;
using Phederation.FhirModel;

namespace Phederation.Fuzzing.Generating.Fhir.Searching;

/// <summary>Which search parameters may lead to a type, for _has and _revinclude.</summary>
internal static class ReverseReferences
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<SearchParameter>> Ordered = new();

    private static readonly Lazy<FrozenDictionary<string, IReadOnlyList<SearchParameter>>> ByTarget = new(() =>
        FhirDefinitions
            .R4.Resources.SelectMany(type => Of(type))
            .Where(one => one.Kind == SearchKind.Reference && one.Targets is not null)
            .SelectMany(one => one.Targets!.Select(target => (target, one)))
            .GroupBy(one => one.target)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<SearchParameter> (group) => [.. group.Select(one => one.one)])
    );

    /// <summary>The parameters that may lead to a type.</summary>
    public static IReadOnlyList<SearchParameter> To(string type) => ByTarget.Value.GetValueOrDefault(type) ?? [];

    /// <summary>The parameters of a type, in an order that is always the same.</summary>
    public static IReadOnlyList<SearchParameter> Of(string type) =>
        Ordered.GetOrAdd(
            type,
            static name => [.. FhirDefinitions.R4.Parameters(name).Values.OrderBy(one => one.Code, StringComparer.Ordinal)]
        );
}
