using System.Text.Json;

namespace Phederation.Fhir.Omop;

/// <summary>Measurements as observations.</summary>
internal static class MeasurementWriter
{
    /// <summary>Writes the properties of a measurement.</summary>
    public static void Write(Utf8JsonWriter writer, CdmRow row)
    {
        ConceptWriter.Identifier(writer, "measurement", row);
        writer.WriteString("status", "final");
        ConceptWriter.Write(writer, "code", row, "c", row.Text("source"));
        ConceptWriter.Subject(writer, row);
        writer.WriteString("effectiveDateTime", row.Text("start"));
        if (row.Number("number") is { } number)
        {
            writer.WritePropertyName("valueQuantity");
            Quantity(
                writer,
                row,
                number,
                row.Text("operator") switch
                {
                    "4171756" => "<",
                    "4171754" => "<=",
                    "4171755" => ">=",
                    "4172704" => ">",
                    _ => null,
                }
            );
        }
        else if (row.Text("v_id") is not (null or "0"))
        {
            ConceptWriter.Write(writer, "valueCodeableConcept", row, "v", row.Text("value_source"));
        }
        else if (row.Text("value_source") is { } text)
        {
            writer.WriteString("valueString", text);
        }

        Range(writer, row);
    }

    private static void Range(Utf8JsonWriter writer, CdmRow row)
    {
        var (low, high) = (row.Number("low"), row.Number("high"));
        if (low is null && high is null)
        {
            return;
        }

        writer.WriteStartArray("referenceRange");
        writer.WriteStartObject();
        if (low is not null)
        {
            writer.WritePropertyName("low");
            Quantity(writer, row, low, null);
        }

        if (high is not null)
        {
            writer.WritePropertyName("high");
            Quantity(writer, row, high, null);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void Quantity(Utf8JsonWriter writer, CdmRow row, string number, string? comparator)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("value");
        // As the database has it: its digits are kept.
        writer.WriteRawValue(number, skipInputValidation: true);
        if (comparator is not null)
        {
            writer.WriteString("comparator", comparator);
        }

        var isKnown = row.Text("u_id") is not (null or "0") && row.Text("u_code") is not null;
        if ((isKnown ? row.Text("u_name") : row.Text("unit_source")) is { } unit)
        {
            writer.WriteString("unit", unit);
        }

        if (isKnown)
        {
            writer.WriteString("system", Vocabularies.System(row.Text("u_vocabulary") ?? ""));
            writer.WriteString("code", row.Text("u_code"));
        }

        writer.WriteEndObject();
    }
}
