using System.Text.Json;

namespace Phederation.Fhir.Omop;

/// <summary>
/// What of the data model is given, and as what: person as Patient, condition_occurrence as Condition, drug_exposure as MedicationStatement,
/// measurement as Observation. Times of day are left out, for the data model has no zones and FHIR allows no time without one.
/// </summary>
internal static class CdmKinds
{
    /// <summary>All of them; persons first, for the others refer to them.</summary>
    public static IReadOnlyList<CdmKind> All { get; } =
    [
        new(
            1,
            "Patient",
            "omop-person-",
            ["person", "death", "location"],
            "person_id",
            "SELECT p.person_id::text AS id, p.gender_concept_id::text AS gender, p.year_of_birth::text AS year, p.month_of_birth::text AS month, "
                + "p.day_of_birth::text AS day, p.person_source_value AS source, d.death_date::text AS death, l.address_1, l.address_2, l.city, "
                + "l.state, l.zip FROM {0}.person p LEFT JOIN {0}.death d ON d.person_id = p.person_id "
                + "LEFT JOIN {0}.location l ON l.location_id = p.location_id WHERE p.person_id > $1 ORDER BY p.person_id LIMIT $2",
            Person
        ),
        new(
            2,
            "Condition",
            "omop-condition-",
            ["condition_occurrence", "concept"],
            "condition_occurrence_id",
            "SELECT o.condition_occurrence_id::text AS id, o.person_id::text AS person_id, o.condition_start_date::text AS start, "
                + $"o.condition_end_date::text AS ended, o.condition_source_value AS source, {ConceptWriter.Columns("c")} FROM {{0}}.condition_occurrence o "
                + "LEFT JOIN {0}.concept c ON c.concept_id = o.condition_concept_id "
                + "WHERE o.condition_occurrence_id > $1 ORDER BY o.condition_occurrence_id LIMIT $2",
            Condition
        ),
        new(
            3,
            "MedicationStatement",
            "omop-drug-",
            ["drug_exposure", "concept"],
            "drug_exposure_id",
            "SELECT o.drug_exposure_id::text AS id, o.person_id::text AS person_id, o.drug_exposure_start_date::text AS start, "
                + "o.drug_exposure_end_date::text AS ended, o.drug_source_value AS source, o.stop_reason, o.sig, "
                + $"{ConceptWriter.Columns("c")} FROM {{0}}.drug_exposure o LEFT JOIN {{0}}.concept c ON c.concept_id = o.drug_concept_id "
                + "WHERE o.drug_exposure_id > $1 ORDER BY o.drug_exposure_id LIMIT $2",
            Drug
        ),
        new(
            4,
            "Observation",
            "omop-measurement-",
            ["measurement", "concept"],
            "measurement_id",
            "SELECT o.measurement_id::text AS id, o.person_id::text AS person_id, o.measurement_date::text AS start, "
                + "o.measurement_source_value AS source, o.value_as_number::text AS number, o.operator_concept_id::text AS operator, "
                + "o.range_low::text AS low, o.range_high::text AS high, o.unit_source_value AS unit_source, o.value_source_value AS value_source, "
                + $"{ConceptWriter.Columns("c")}, {ConceptWriter.Columns("u")}, {ConceptWriter.Columns("v")} FROM {{0}}.measurement o "
                + "LEFT JOIN {0}.concept c ON c.concept_id = o.measurement_concept_id LEFT JOIN {0}.concept u ON u.concept_id = o.unit_concept_id "
                + "LEFT JOIN {0}.concept v ON v.concept_id = o.value_as_concept_id "
                + "WHERE o.measurement_id > $1 ORDER BY o.measurement_id LIMIT $2",
            MeasurementWriter.Write
        ),
    ];

    private static void Person(Utf8JsonWriter writer, CdmRow row)
    {
        writer.WriteStartArray("identifier");
        ConceptWriter.One(writer, "urn:phederation:omop:person_id", row.Text("id")!);
        if (row.Text("source") is { } source)
        {
            ConceptWriter.One(writer, "urn:phederation:omop:person_source_value", source);
        }

        writer.WriteEndArray();
        writer.WriteString(
            "gender",
            row.Text("gender") switch
            {
                "8507" => "male",
                "8532" => "female",
                "8521" or "44814664" => "other",
                _ => "unknown",
            }
        );
        if (BirthDate(row) is { } birth)
        {
            writer.WriteString("birthDate", birth);
        }

        if (row.Text("death") is { } death)
        {
            writer.WriteString("deceasedDateTime", death);
        }

        Address(writer, row);
    }

    /// <summary>As precise as the data model knows it.</summary>
    private static string? BirthDate(CdmRow row)
    {
        if (row.Text("year") is not { Length: <= 4 } year || !int.TryParse(year, out var number) || number is < 1 or > 9999)
        {
            return null;
        }

        var text = $"{number:0000}";
        if (!int.TryParse(row.Text("month"), out var month) || month is < 1 or > 12)
        {
            return text;
        }

        text += $"-{month:00}";
        return int.TryParse(row.Text("day"), out var day) && day >= 1 && day <= DateTime.DaysInMonth(number, month)
            ? $"{text}-{day:00}"
            : text;
    }

    private static void Address(Utf8JsonWriter writer, CdmRow row)
    {
        var lines = new[] { row.Text("address_1"), row.Text("address_2") }.OfType<string>().ToList();
        var parts = new[] { ("city", row.Text("city")), ("state", row.Text("state")), ("postalCode", row.Text("zip")) };
        if (lines.Count == 0 && parts.All(part => part.Item2 is null))
        {
            return;
        }

        writer.WriteStartArray("address");
        writer.WriteStartObject();
        if (lines.Count > 0)
        {
            writer.WriteStartArray("line");
            lines.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }

        foreach (var (name, value) in parts)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void Condition(Utf8JsonWriter writer, CdmRow row)
    {
        ConceptWriter.Identifier(writer, "condition_occurrence", row);
        if (row.Text("ended") is { } ended)
        {
            // What has an end is not active any more (con-4).
            writer.WriteStartObject("clinicalStatus");
            writer.WriteStartArray("coding");
            writer.WriteStartObject();
            writer.WriteString("system", "http://terminology.hl7.org/CodeSystem/condition-clinical");
            writer.WriteString("code", "resolved");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteString("abatementDateTime", ended);
        }

        ConceptWriter.Write(writer, "code", row, "c", row.Text("source"));
        ConceptWriter.Subject(writer, row);
        writer.WriteString("onsetDateTime", row.Text("start"));
    }

    private static void Drug(Utf8JsonWriter writer, CdmRow row)
    {
        ConceptWriter.Identifier(writer, "drug_exposure", row);
        writer.WriteString("status", row.Text("stop_reason") is null ? "completed" : "stopped");
        ConceptWriter.Write(writer, "medicationCodeableConcept", row, "c", row.Text("source"));
        ConceptWriter.Subject(writer, row);
        writer.WriteStartObject("effectivePeriod");
        writer.WriteString("start", row.Text("start"));
        if (row.Text("ended") is { } ended)
        {
            writer.WriteString("end", ended);
        }

        writer.WriteEndObject();
        if (row.Text("sig") is { } sig)
        {
            writer.WriteStartArray("dosage");
            writer.WriteStartObject();
            writer.WriteString("text", sig);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
    }
}
