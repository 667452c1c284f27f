using System.Text.Json.Nodes;
using Phederation.FhirModel;

namespace Phederation.Fuzzing.Models.Fhir;

/// <summary>Lets a resource belong to a patient, and to no other.</summary>
internal static class PatientReferences
{
    /// <summary>Sets every reference to a patient, and the one by which the type belongs to a patient's compartment.</summary>
    public static void Set(JsonObject resource, string patient)
    {
        Visit(resource, patient);
        var type = FhirDefinitions.R4.Type((string)resource["resourceType"]!)!;
        foreach (var code in FhirDefinitions.R4.Compartment(type.Name))
        {
            // The plain ones: a property of the resource itself that is one reference.
            if (type.Properties.TryGetValue(code, out var property) && property is { Type.Name: "Reference", Element.IsMany: false })
            {
                resource[code] = new JsonObject { ["reference"] = $"Patient/{patient}" };
                return;
            }
        }
    }

    private static void Visit(JsonNode? node, string patient)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Visit(item, patient);
                }

                break;
            case JsonObject parent:
                if (
                    parent["reference"] is JsonValue value
                    && value.TryGetValue(out string? text)
                    && text.StartsWith("Patient/", StringComparison.Ordinal)
                )
                {
                    parent["reference"] = $"Patient/{patient}";
                }

                foreach (var child in parent.Select(one => one.Value).Where(one => one is not JsonValue).ToList())
                {
                    Visit(child, patient);
                }

                break;
            default:
                break;
        }
    }
}
