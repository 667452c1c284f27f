namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>What an answer says of the version of its resource.</summary>
/// <param name="Id">FHIR's <c>meta.versionId</c>.</param>
/// <param name="Tag">The ETag.</param>
/// <param name="Updated">FHIR's <c>meta.lastUpdated</c>.</param>
internal readonly record struct VersionReading(string? Id, string? Tag, DateTimeOffset? Updated)
{
    /// <summary>The version in an answer.</summary>
    public static VersionReading Of(Exchange exchange)
    {
        var meta = exchange.Json is { State: JsonState.Json } json ? json.Root.Member("meta") : null;
        return new VersionReading(
            meta?.Text("versionId"),
            exchange.Answer.Header("ETag"),
            DateTimeOffset.TryParse(meta?.Text("lastUpdated"), out var updated) ? updated : null
        );
    }
}
