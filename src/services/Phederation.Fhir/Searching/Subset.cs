using System.Buffers;
using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.FhirModel;

namespace Phederation.Fhir.Searching;

/// <summary>What of a resource is given: _summary and _elements.</summary>
/// <param name="Summary">true, text, data, or null for all.</param>
/// <param name="Elements">The elements that are asked for; null for all.</param>
internal sealed record Subset(string? Summary, IReadOnlyList<string>? Elements)
{
    private static readonly string[] Always = ["resourceType", "id", "meta", "implicitRules"];

    /// <summary>All of it.</summary>
    public static Subset Whole { get; } = new(null, null);

    /// <summary>Reads _summary (other than count) and _elements.</summary>
    /// <exception cref="FhirException">They are malformed, or both are there: 400.</exception>
    public static Subset Parse(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        string? summary = null;
        List<string>? elements = null;
        foreach (var (name, value) in parameters)
        {
            if (name == "_summary")
            {
                summary = value switch
                {
                    "true" or "text" or "data" => value,
                    "false" or "count" => null,
                    _ => throw FhirException.BadRequest("_summary is true, text, data, count or false.", "value"),
                };
            }
            else if (name == "_elements")
            {
                (elements ??= []).AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            }
        }

        return summary is not null && elements is not null
            ? throw FhirException.BadRequest("_summary and _elements don't go together.")
            : new Subset(summary, elements);
    }

    /// <summary>The part of a resource that is asked for, marked as a part.</summary>
    public byte[] Of(byte[] resource, string type)
    {
        if (Summary is null && Elements is null)
        {
            return resource;
        }

        var whole = JsonElement.Parse(resource);
        var definition = FhirDefinitions.R4.Type(type)!;
        var buffer = new ArrayBufferWriter<byte>(resource.Length);
        using (var writer = new Utf8JsonWriter(buffer, FhirJson.Writing))
        {
            writer.WriteStartObject();
            foreach (var property in whole.EnumerateObject())
            {
                if (property.NameEquals("meta"))
                {
                    Tagged(writer, property.Value);
                }
                else if (Keeps(definition, type, property.Name))
                {
                    property.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private bool Keeps(FhirType definition, string type, string name)
    {
        if (Always.Contains(name))
        {
            return true;
        }

        if (!definition.Properties.TryGetValue(name.TrimStart('_'), out var property))
        {
            return true;
        }

        var element = property.Element;
        return Summary switch
        {
            "true" => element.InSummary || element.Min > 0,
            "text" => element.Name == "text" || element.Min > 0,
            "data" => element.Name != "text",
            _ => element.Min > 0
                || Elements!.Any(one =>
                    one == element.Name || one == name || one == $"{type}.{element.Name}" || one == $"{element.Name}[x]"
                ),
        };
    }

    private static void Tagged(Utf8JsonWriter writer, JsonElement meta)
    {
        writer.WriteStartObject("meta");
        foreach (var property in meta.EnumerateObject().Where(one => !one.NameEquals("tag")))
        {
            property.WriteTo(writer);
        }

        writer.WriteStartArray("tag");
        foreach (var tag in meta.At("tag").Each())
        {
            tag.WriteTo(writer);
        }

        writer.WriteStartObject();
        writer.WriteString("system", "http://terminology.hl7.org/CodeSystem/v3-ObservationValue");
        writer.WriteString("code", "SUBSETTED");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
