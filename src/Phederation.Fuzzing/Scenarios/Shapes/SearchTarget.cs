namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>What a search goes over, and who asks.</summary>
/// <param name="Kind">The kind of resource: a FHIR type.</param>
/// <param name="Path">Where GET searches: <c>/Patient</c>.</param>
/// <param name="Actor">Who asks.</param>
public sealed record SearchTarget(string Kind, string Path, string Actor)
{
    /// <summary>
    /// What every search of the scenario has beside what is tried, percent-encoded, without <c>?</c>: best something that only this campaign's resources
    /// have, so that what others write meanwhile plays no part. Empty has none.
    /// </summary>
    public string Narrowing { get; init; } = "";

    /// <summary>What is made first, so that there is something to find.</summary>
    public IReadOnlyList<(ResourceRoute Route, ResourceBody Body)> Seeds { get; init; } = [];

    /// <summary>Whether it is by the specification that the searches must be carried out.</summary>
    public RequestIntent Intent { get; init; } = RequestIntent.Valid;

    /// <summary>A search of all of a FHIR type.</summary>
    public static SearchTarget Fhir(string type, string actor) => new(type, $"/{type}", actor);
}
