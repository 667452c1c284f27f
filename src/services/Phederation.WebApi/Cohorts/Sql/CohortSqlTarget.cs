using Phederation.Omop;

namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>Where the SQL of a cohort reads and writes; each as it is written in SQL.</summary>
internal sealed record CohortSqlTarget
{
    /// <summary>The schema of the clinical tables.</summary>
    public required string CdmSchema { get; init; }

    /// <summary>The schema of the vocabulary.</summary>
    public required string VocabularySchema { get; init; }

    /// <summary>The schema of the counts.</summary>
    public required string ResultsSchema { get; init; }

    /// <summary>The table of the members, with its schema.</summary>
    public required string TargetTable { get; init; }

    /// <summary>The cohort's number.</summary>
    public required string CohortId { get; init; }

    /// <summary>The column of the cohort's number.</summary>
    public string CohortIdField { get; init; } = "cohort_definition_id";

    /// <summary>Whether the rules are counted.</summary>
    public bool Statistics { get; init; } = true;

    /// <summary>The tables of a source.</summary>
    public static CohortSqlTarget Of(string cdmSchema, string vocabularySchema, string resultsSchema, int cohortId) =>
        new()
        {
            CdmSchema = PostgresName.Quote(cdmSchema),
            VocabularySchema = PostgresName.Quote(vocabularySchema),
            ResultsSchema = PostgresName.Quote(resultsSchema),
            TargetTable = $"{PostgresName.Quote(resultsSchema)}.cohort",
            CohortId = SqlLiteral.Of(cohortId),
        };
}
