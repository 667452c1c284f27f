namespace Phederation.Fhir.Searching;

/// <summary>A search, taken apart.</summary>
internal sealed record SearchRequest
{
    /// <summary>The types that are searched; null for all.</summary>
    public required IReadOnlyList<string>? Types { get; init; }

    /// <summary>The patient whose compartment is searched; null for everything.</summary>
    public string? Compartment { get; init; }

    /// <summary>What must hold.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Criteria { get; init; }

    /// <summary>What else is to come along.</summary>
    public required IReadOnlyList<Include> Includes { get; init; }

    /// <summary>The order.</summary>
    public required IReadOnlyList<SortKey> Sort { get; init; }

    /// <summary>How many on a page.</summary>
    public required int Count { get; init; }

    /// <summary>Where the page begins; null for the first.</summary>
    public required IReadOnlyList<string?>? Cursor { get; init; }

    /// <summary>What of each resource is given.</summary>
    public required Subset Subset { get; init; }

    /// <summary>Whether only the number is asked for.</summary>
    public required bool IsCountOnly { get; init; }

    /// <summary>none, estimate or accurate; null for the server's choice.</summary>
    public required string? Total { get; init; }

    /// <summary>The parameters that were carried out, for the link to this search itself.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Used { get; init; }

    /// <summary>What was not, and why.</summary>
    public required IReadOnlyList<string> Ignored { get; init; }
}
