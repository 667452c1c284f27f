using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Searching;

/// <summary>A page of what was found.</summary>
/// <param name="Matches">What fits.</param>
/// <param name="Included">What comes along.</param>
/// <param name="IsCut">Whether more would have come along than is given at once.</param>
/// <param name="Total">How many fit in all; null where it was not asked for.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Used">The parameters that were carried out.</param>
/// <param name="Ignored">What was not, and why.</param>
internal sealed record SearchPage(
    IReadOnlyList<StoredVersion> Matches,
    IReadOnlyList<StoredVersion> Included,
    bool IsCut,
    long? Total,
    string? Next,
    IReadOnlyList<KeyValuePair<string, string>> Used,
    IReadOnlyList<string> Ignored
);
