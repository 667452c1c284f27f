using System.Text.Json;
using Phederation.WebApi.ConceptSets;

namespace Phederation.WebApi.Atlas;

/// <summary>A definition of a few choices, from which the JSON is made that can then be changed in full.</summary>
internal sealed record SimpleDesign
{
    /// <summary>The kinds of entry events that are offered.</summary>
    public static IReadOnlyList<(string Kind, string Text)> Kinds { get; } =
    [
        ("ConditionOccurrence", "Condition"),
        ("DrugExposure", "Drug exposure"),
        ("DrugEra", "Drug era"),
        ("Measurement", "Measurement"),
        ("ProcedureOccurrence", "Procedure"),
        ("Observation", "Observation"),
        ("VisitOccurrence", "Visit"),
        ("DeviceExposure", "Device"),
        ("Death", "Death"),
    ];

    /// <summary>The kind of the entry event.</summary>
    public required string Kind { get; init; }

    /// <summary>The name of the concept set of the entry event.</summary>
    public required string SetName { get; init; }

    /// <summary>Its concepts.</summary>
    public required ExpressionDto Set { get; init; }

    /// <summary>Whether only the first such event of a person's history counts.</summary>
    public bool OnlyFirst { get; init; }

    /// <summary>The days of observation before the event.</summary>
    public int ObservedDays { get; init; }

    /// <summary>The least age at the event; null is any.</summary>
    public int? LeastAge { get; init; }

    /// <summary>The concept of the sex; null is any.</summary>
    public int? Sex { get; init; }

    /// <summary>The days that a person stays; null is the end of the observation.</summary>
    public int? StayDays { get; init; }

    /// <summary>The definition's JSON.</summary>
    public string Json()
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            WriteSet(json);
            WriteEntry(json);
            WriteLimit(json, "QualifiedLimit", "First");
            WriteLimit(json, "ExpressionLimit", OnlyFirst ? "First" : "All");
            WriteRules(json);
            json.WriteStartArray("CensoringCriteria");
            json.WriteEndArray();
            json.WriteStartObject("CollapseSettings");
            json.WriteString("CollapseType", "ERA");
            json.WriteNumber("EraPad", 0);
            json.WriteEndObject();
            json.WriteStartObject("CensorWindow");
            json.WriteEndObject();
            if (StayDays is { } days)
            {
                json.WriteStartObject("EndStrategy");
                json.WriteStartObject("DateOffset");
                json.WriteString("DateField", "StartDate");
                json.WriteNumber("Offset", days);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteString("cdmVersionRange", ">=5.0.0");
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(content.ToArray());
    }

    private void WriteSet(Utf8JsonWriter json)
    {
        json.WriteStartArray("ConceptSets");
        json.WriteStartObject();
        json.WriteNumber("id", 0);
        json.WriteString("name", SetName);
        json.WritePropertyName("expression");
        JsonSerializer.Serialize(json, Set, Http.WebApiJson.Default.ExpressionDto);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteEntry(Utf8JsonWriter json)
    {
        json.WriteStartObject("PrimaryCriteria");
        json.WriteStartArray("CriteriaList");
        json.WriteStartObject();
        json.WriteStartObject(Kind);
        json.WriteNumber("CodesetId", 0);
        if (OnlyFirst && Kind != "Death")
        {
            json.WriteBoolean("First", true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("ObservationWindow");
        json.WriteNumber("PriorDays", ObservedDays);
        json.WriteNumber("PostDays", 0);
        json.WriteEndObject();
        WriteLimit(json, "PrimaryCriteriaLimit", OnlyFirst ? "First" : "All");
        json.WriteEndObject();
    }

    private void WriteRules(Utf8JsonWriter json)
    {
        json.WriteStartArray("InclusionRules");
        if (LeastAge is { } age)
        {
            WriteRule(
                json,
                $"At least {age} years old",
                () =>
                {
                    json.WriteStartObject("Age");
                    json.WriteNumber("Value", age);
                    json.WriteString("Op", "gte");
                    json.WriteEndObject();
                }
            );
        }

        if (Sex is { } gender)
        {
            var name = GenderName(gender);
            WriteRule(
                json,
                name,
                () =>
                {
                    json.WriteStartArray("Gender");
                    json.WriteStartObject();
                    json.WriteNumber("CONCEPT_ID", gender);
                    json.WriteString("CONCEPT_NAME", name.ToUpperInvariant());
                    json.WriteEndObject();
                    json.WriteEndArray();
                }
            );
        }

        json.WriteEndArray();
    }

    /// <summary>The name of a sex's concept.</summary>
    public static string GenderName(int concept) =>
        concept switch
        {
            8507 => "Male",
            8532 => "Female",
            _ => "Other or unknown",
        };

    private static void WriteRule(Utf8JsonWriter json, string name, Action demand)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartObject("expression");
        json.WriteString("Type", "ALL");
        json.WriteStartArray("CriteriaList");
        json.WriteEndArray();
        json.WriteStartArray("DemographicCriteriaList");
        json.WriteStartObject();
        demand();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("Groups");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLimit(Utf8JsonWriter json, string member, string type)
    {
        json.WriteStartObject(member);
        json.WriteString("Type", type);
        json.WriteEndObject();
    }
}
