using System.Collections.Frozen;
using static Phederation.WebApi.Cohorts.Expressions.AttributeKind;
using static Phederation.WebApi.Cohorts.Expressions.AttributeNeeds;

namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>
/// The kinds of events of Circe's expressions on the tables of the CDM 5.3.1. Names, tables and columns are facts of the interface (OHDSI/circe-be,
/// OHDSI/CommonDataModel). Where Circe compares another column than the member's name says (the end date of drug exposures, the gap days of drug
/// eras), the name is followed.
/// </summary>
internal static partial class CriteriaKinds
{
    private const string AgeAtStart = "(extract(year FROM c.start_date) - p.year_of_birth)";
    private const string AgeAtEnd = "(extract(year FROM c.end_date) - p.year_of_birth)";
    private const string Length = "(c.end_date - c.start_date)";

    /// <summary>What can be asked of a person at an event.</summary>
    public static IReadOnlyList<AttributeDefinition> Demographic { get; } =
    [
        new("Age", Integer, AgeAtStart, Person),
        .. Pair("Gender", "p.gender_concept_id", Person),
        .. Pair("Race", "p.race_concept_id", Person),
        .. Pair("Ethnicity", "p.ethnicity_concept_id", Person),
        new("OccurrenceStartDate", Date, "c.start_date"),
        new("OccurrenceEndDate", Date, "c.end_date"),
    ];

    private static readonly FrozenDictionary<string, CriteriaKind> Kinds = All().ToFrozenDictionary(kind => kind.Name);

    /// <summary>Whether the JSON's name is that of a kind.</summary>
    public static bool IsKnown(string name) => Kinds.ContainsKey(name);

    /// <summary>The kind of a name.</summary>
    public static CriteriaKind Get(string name) => Kinds[name];

    private static IEnumerable<CriteriaKind> All() => [.. Occurrences(), .. Periods()];

    private static IEnumerable<AttributeDefinition> Pair(
        string member,
        string column,
        AttributeNeeds needs = None,
        string? exclude = null
    ) => [new(member, Concepts, column, needs, exclude), new(member + "CS", AttributeKind.ConceptSet, column, needs)];

    private static IEnumerable<AttributeDefinition> AtDate() =>
        [new("OccurrenceStartDate", Date, "c.start_date"), new("Age", Integer, AgeAtStart, Person), .. Gender()];

    private static IEnumerable<AttributeDefinition> Between() => [.. AtDate(), new("OccurrenceEndDate", Date, "c.end_date")];

    private static IEnumerable<AttributeDefinition> Gender() => Pair("Gender", "p.gender_concept_id", Person);

    private static IEnumerable<AttributeDefinition> ProviderAndVisit() =>
        [.. Specialty(), .. Pair("VisitType", "v.visit_concept_id", Visit)];

    private static IEnumerable<AttributeDefinition> Specialty() => Pair("ProviderSpecialty", "pr.specialty_concept_id", Provider);

    private static IEnumerable<AttributeDefinition> Era(string start, string end) =>
        [new(start, Date, "c.start_date"), new(end, Date, "c.end_date"), .. Ages(), .. Gender()];

    private static IEnumerable<AttributeDefinition> Ages() =>
        [new("AgeAtStart", Integer, AgeAtStart, Person), new("AgeAtEnd", Integer, AgeAtEnd, Person)];
}
