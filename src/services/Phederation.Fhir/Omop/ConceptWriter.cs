using System.Text.Json;

namespace Phederation.Fhir.Omop;

/// <summary>Writes concepts of the data model as codes.</summary>
internal static class ConceptWriter
{
    /// <summary>The columns of a concept in a query, named by a beginning, and the join that finds it.</summary>
    public static string Columns(string alias) =>
        $"{alias}.concept_id::text AS {alias}_id, {alias}.concept_name AS {alias}_name, {alias}.concept_code AS {alias}_code, {alias}.vocabulary_id AS {alias}_vocabulary";

    /// <summary>A CodeableConcept: the standard concept, and the text of the source. Concept 0 says that there is none.</summary>
    public static void Write(Utf8JsonWriter writer, string property, CdmRow row, string alias, string? source)
    {
        var id = row.Text($"{alias}_id");
        var isKnown = id is not (null or "0") && row.Text($"{alias}_code") is not null;
        writer.WriteStartObject(property);
        if (isKnown)
        {
            var name = row.Text($"{alias}_name");
            writer.WriteStartArray("coding");
            Coding(writer, Vocabularies.System(row.Text($"{alias}_vocabulary") ?? ""), row.Text($"{alias}_code")!, name);
            Coding(writer, Vocabularies.Concepts, id!, name);
            writer.WriteEndArray();
        }

        writer.WriteString("text", source ?? row.Text($"{alias}_name") ?? "unknown");
        writer.WriteEndObject();
    }

    /// <summary>A reference to the person's patient.</summary>
    public static void Subject(Utf8JsonWriter writer, CdmRow row)
    {
        writer.WriteStartObject("subject");
        writer.WriteString("reference", $"Patient/omop-person-{row.Text("person_id")}");
        writer.WriteEndObject();
    }

    /// <summary>The identifier that the row has in the data model.</summary>
    public static void Identifier(Utf8JsonWriter writer, string table, CdmRow row)
    {
        writer.WriteStartArray("identifier");
        One(writer, $"urn:phederation:omop:{table}_id", row.Text("id")!);
        writer.WriteEndArray();
    }

    /// <summary>One identifier.</summary>
    public static void One(Utf8JsonWriter writer, string system, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("system", system);
        writer.WriteString("value", value);
        writer.WriteEndObject();
    }

    private static void Coding(Utf8JsonWriter writer, string system, string code, string? name)
    {
        writer.WriteStartObject();
        writer.WriteString("system", system);
        writer.WriteString("code", code);
        if (name is not null)
        {
            writer.WriteString("display", name);
        }

        writer.WriteEndObject();
    }
}
