namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A kind of event: which table has it, which columns are its dates and concepts, and what can be asked of it.</summary>
internal sealed record CriteriaKind
{
    /// <summary>The JSON's name of it.</summary>
    public required string Name { get; init; }

    /// <summary>The table of the CDM; the rows are t.</summary>
    public required string Table { get; init; }

    /// <summary>The column that tells rows apart.</summary>
    public required string Key { get; init; }

    /// <summary>The column of the standard concept, null where there is none.</summary>
    public string? Concept { get; init; }

    /// <summary>The column of the source's concept, null where there is none.</summary>
    public string? SourceConcept { get; init; }

    /// <summary>The member that names the concept set of the source's concept.</summary>
    public string? SourceMember { get; init; }

    /// <summary>The column of the start.</summary>
    public required string Start { get; init; }

    /// <summary>The end, as an expression.</summary>
    public required string End { get; init; }

    /// <summary>Whether it lasts: the duration of what does not is 1.</summary>
    public bool IsPeriod { get; init; }

    /// <summary>Whether a row names its visit.</summary>
    public bool HasVisit { get; init; }

    /// <summary>What can be asked.</summary>
    public required IReadOnlyList<AttributeDefinition> Attributes { get; init; }

    /// <summary>The columns of which different values can be counted, by the JSON's name, beside those that every kind has.</summary>
    public IReadOnlyDictionary<string, string> CountColumns { get; init; } = new Dictionary<string, string>();

    /// <summary>The column whose different values are counted, or null when this kind has none of that name.</summary>
    public string? CountColumn(string name) =>
        name switch
        {
            "DOMAIN_CONCEPT" => Concept is null ? CountColumns.GetValueOrDefault(name) : $"coalesce(c.{Concept}, 0)",
            "DOMAIN_SOURCE_CONCEPT" => SourceConcept is null ? null : $"coalesce(c.{SourceConcept}, 0)",
            "DURATION" => IsPeriod ? "(c.end_date - c.start_date)" : "1",
            "START_DATE" => "c.start_date",
            "END_DATE" => "c.end_date",
            "VISIT_ID" => HasVisit ? "c.visit_occurrence_id" : "NULL::bigint",
            _ => CountColumns.GetValueOrDefault(name),
        };
}
