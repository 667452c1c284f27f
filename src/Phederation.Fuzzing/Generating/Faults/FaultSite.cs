using System.Text.Json.Nodes;
using Phederation.FhirModel;

namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>A property of a resource, or of something in it.</summary>
/// <param name="Parent">The object that has it.</param>
/// <param name="Type">That object's type.</param>
/// <param name="ParentPath">That object's path.</param>
/// <param name="Property">The property's name.</param>
/// <param name="Known">What the standard says of it.</param>
internal sealed record FaultSite(JsonObject Parent, FhirType Type, string ParentPath, string Property, FhirProperty Known)
{
    /// <summary>Its path.</summary>
    public string Path => $"{ParentPath}.{Property}";

    /// <summary>The value.</summary>
    public JsonNode Value => Parent[Property]!;

    /// <summary>Whether it is a value in JSON, or an array of them.</summary>
    public bool IsPrimitive => Known.Type is { Kind: TypeKind.Primitive };

    /// <summary>Puts a value in place of the only one, or of the first of an array.</summary>
    public void Replace(JsonNode? value)
    {
        if (Value is JsonArray array)
        {
            array[0] = value;
        }
        else
        {
            Parent[Property] = value;
        }
    }

    /// <summary>The only value, or the first of an array.</summary>
    public JsonNode First => Value is JsonArray array ? array[0]! : Value;
}
