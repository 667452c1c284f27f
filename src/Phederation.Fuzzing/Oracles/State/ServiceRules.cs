using Phederation.Fuzzing.Oracles.Fhir;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>What a kind of service may change in what it is given, and between two looks at the same.</summary>
/// <param name="RoundTrip">Between what was sent and what is read.</param>
/// <param name="Repeated">Between two looks with a change between them that changes nothing: new numbers and times of versions are none.</param>
/// <param name="Unchanged">Between two looks with nothing between them.</param>
internal sealed record ServiceRules(JsonRules RoundTrip, JsonRules Repeated, JsonRules Unchanged)
{
    /// <summary>FHIR: every element is kept; ids and versions are the server's.</summary>
    public static ServiceRules Fhir { get; } =
        new(
            new JsonRules
            {
                KeepsPrecision = true,
                IsIgnored = path => path is "id" or "meta.versionId" or "meta.lastUpdated" or "meta.source",
                // A server may tag, and may write a narrative where there is none.
                MayBeAdded = path => path is "meta" or "text" || path.StartsWith("meta.", StringComparison.Ordinal),
                IsSet = path => path is "meta.profile" or "meta.tag" or "meta.security",
                AreSameTexts = FhirReferences.AreSame,
            },
            new JsonRules { KeepsPrecision = true, IsIgnored = path => path is "meta.versionId" or "meta.lastUpdated" },
            new JsonRules { KeepsPrecision = true }
        );

    /// <summary>Any other: it may add what it likes, and says by the names of members when something was changed.</summary>
    public static ServiceRules Rest { get; } =
        new(
            new JsonRules
            {
                MayBeAdded = _ => true,
                IsIgnored = path => path is "id" || VolatileNames.Has(path),
                AreSameTexts = (_, one, other) => Moments.AreSame(one, other),
            },
            new JsonRules { IsIgnored = VolatileNames.Has },
            new JsonRules { IsIgnored = VolatileNames.Has }
        );
}
