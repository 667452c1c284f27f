using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of StructureDefinition (sdf-1 to sdf-23), which tie its elements to each other and to its type.</summary>
internal static class StructureRule
{
    private static readonly string[] Types = ["Patient", "Observation", "Condition", "HumanName"];
    private static readonly string[] NotOnRoot = ["type", "label", "code", "requirements", "sliceName", "sliceIsConstraining", "slicing"];

    public static void Settle(Shape shape)
    {
        var type = shape.Random.Pick(Types);
        shape.Set("url", $"http://example.org/fhir/StructureDefinition/{shape.Random.Next(100)}");
        shape.Set("type", type);
        shape.Set("kind", type == "HumanName" ? "complex-type" : "resource");
        shape.Set("abstract", false);
        shape.Set("derivation", "constraint");
        shape.Set("baseDefinition", $"http://hl7.org/fhir/StructureDefinition/{type}");
        shape.Drop("contextInvariant", "context");
        shape.AtLeastOne("snapshot", "differential");
        foreach (var view in new[] { "snapshot", "differential" })
        {
            var at = 0;
            foreach (var element in Shape.EachOf(shape.Json[view] as JsonObject ?? [], "element"))
            {
                Settle(shape, element, at == 0 ? type : $"{type}.part{at}", view == "snapshot");
                at++;
            }
        }
    }

    private static void Settle(Shape shape, JsonObject element, string path, bool isSnapshot)
    {
        element["id"] = path;
        element["path"] = path;
        foreach (var name in element.Select(one => one.Key).Where(IsDefault).ToList())
        {
            element.Remove(name);
        }

        if (!path.Contains('.', StringComparison.Ordinal))
        {
            foreach (var name in NotOnRoot)
            {
                element.Remove(name);
                element.Remove("_" + name);
            }
        }

        if (!isSnapshot)
        {
            return;
        }

        element["definition"] = Words.Text(shape.Random);
        element["min"] = 0;
        element["max"] = "*";
        element["base"] = new JsonObject
        {
            ["path"] = path,
            ["min"] = 0,
            ["max"] = "*",
        };
        if (element["binding"] is JsonObject binding)
        {
            binding["description"] = "which codes";
        }
    }

    /// <summary>Default values are for definitions of types of their own.</summary>
    private static bool IsDefault(string name) => name.TrimStart('_').StartsWith("defaultValue", StringComparison.Ordinal);
}
