using System.Buffers;
using System.Text.Json;
using Phederation.Fhir.Json;

namespace Phederation.Fhir.Interactions;

/// <summary>Writes the real references of a transaction's resources in the place of those that name entries of the bundle.</summary>
internal sealed class ReferenceRewriter(IReadOnlyDictionary<string, string> names)
{
    /// <summary>The references that are searches, in a resource.</summary>
    public static IEnumerable<string> Conditional(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (property.NameEquals("reference") && property.Value.ValueKind == JsonValueKind.String)
                    {
                        var text = property.Value.GetString()!;
                        if (Validation.References.TryConditional(text, out _, out _))
                        {
                            yield return text;
                        }
                    }
                    else
                    {
                        foreach (var inner in Conditional(property.Value))
                        {
                            yield return inner;
                        }
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    foreach (var inner in Conditional(item))
                    {
                        yield return inner;
                    }
                }

                break;
            default:
                break;
        }
    }

    /// <summary>The resource with the references replaced.</summary>
    public JsonElement Rewrite(JsonElement resource)
    {
        if (names.Count == 0)
        {
            return resource;
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, FhirJson.Writing))
        {
            Write(writer, resource, isReference: false);
        }

        return JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = FhirJson.MaxDepth });
    }

    private void Write(Utf8JsonWriter writer, JsonElement element, bool isReference)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, property.NameEquals("reference"));
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, isReference);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when Real(element.GetString()!, isReference) is { } real:
                writer.WriteStringValue(real);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>A urn names an entry wherever it stands; an address, or a search, only where a reference is.</summary>
    private string? Real(string text, bool isReference)
    {
        if (!isReference && !text.StartsWith("urn:", StringComparison.Ordinal))
        {
            return null;
        }

        var hash = text.IndexOf('#');
        var name = hash > 0 ? text[..hash] : text;
        return names.TryGetValue(name, out var real) ? real + (hash > 0 ? text[hash..] : "") : null;
    }
}
