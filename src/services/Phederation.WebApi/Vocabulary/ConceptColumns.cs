using Npgsql;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Vocabulary;

/// <summary>The columns of a concept in queries.</summary>
internal static class ConceptColumns
{
    /// <summary>The columns of the table c, in the order in which <see cref="Read"/> reads them.</summary>
    public const string Select =
        "c.concept_id, c.concept_name, coalesce(c.standard_concept, 'N'), coalesce(c.invalid_reason, 'V'), c.concept_code, c.domain_id, "
        + "c.vocabulary_id, c.concept_class_id, c.valid_start_date, c.valid_end_date";

    /// <summary>A concept.</summary>
    public static Concept Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetInt32(0),
            Name = row.Text(1),
            Standard = row.Text(2),
            InvalidReason = row.Text(3),
            Code = row.Text(4),
            Domain = row.Text(5),
            Vocabulary = row.Text(6),
            ConceptClass = row.Text(7),
            ValidStart = Milliseconds(row, 8),
            ValidEnd = Milliseconds(row, 9),
        };

    /// <summary>A concept and a relation: its name in the eleventh column, its distance in the twelfth.</summary>
    public static RelatedConcept ReadRelated(NpgsqlDataReader row)
    {
        var concept = Read(row);
        return new RelatedConcept
        {
            Id = concept.Id,
            Name = concept.Name,
            Standard = concept.Standard,
            InvalidReason = concept.InvalidReason,
            Code = concept.Code,
            Domain = concept.Domain,
            Vocabulary = concept.Vocabulary,
            ConceptClass = concept.ConceptClass,
            ValidStart = concept.ValidStart,
            ValidEnd = concept.ValidEnd,
            Relationships = [new ConceptRelationship(row.GetString(10), row.GetInt32(11))],
        };
    }

    /// <summary>A date as milliseconds since 1970.</summary>
    public static long? Milliseconds(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column)
            ? null
            : new DateTimeOffset(row.GetFieldValue<DateOnly>(column).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
}
