using Phederation.Omop;
using Phederation.Services.Hosting.Problems;

namespace Phederation.WebApi.Sources;

/// <summary>A database with clinical data or a vocabulary.</summary>
internal sealed record Source(int Id, string Name, string Key, string Connection, string Dialect, IReadOnlyList<SourceDaimon> Daimons)
{
    /// <summary>The schema of a purpose; null where the source has none for it.</summary>
    public string? Schema(DaimonType type) => Daimons.FirstOrDefault(daimon => daimon.DaimonType == type)?.TableQualifier;

    /// <summary>The schema of a purpose, as it is written in SQL.</summary>
    /// <exception cref="ProblemException">The source has none for it.</exception>
    public string RequiredSchema(DaimonType type)
    {
        // The clinical data come with a vocabulary.
        var schema = Schema(type) ?? (type == DaimonType.Vocabulary ? Schema(DaimonType.CDM) : null);
        return schema is not null && PostgresName.IsName(schema)
            ? schema
            : throw new ProblemException(422, $"The source {Key} has no schema for {type}.");
    }
}
