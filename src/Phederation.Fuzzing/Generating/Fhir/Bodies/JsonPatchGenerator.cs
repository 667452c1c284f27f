using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Bodies;

/// <summary>
/// Makes JSON Patches (RFC 6902) that are valid for a resource: what comes out of them is a valid resource again. They are the way from the resource
/// to a variation of it.
/// </summary>
/// <param name="random">Chance.</param>
/// <param name="generator">Makes the variations.</param>
public sealed class JsonPatchGenerator(FuzzRandom random, FhirGenerator generator)
{
    // Where an order has a meaning: the first entry of a document, the root of a structure, elements of one.
    private static readonly string[] Ordered = ["Bundle", "StructureDefinition"];

    /// <summary>A patch, and the resource as it is afterwards.</summary>
    /// <param name="resource">A valid resource; it is left as it is.</param>
    public (JsonArray Patch, JsonObject After) Make(JsonObject resource)
    {
        var after = generator.Vary(resource);
        var patch = new JsonArray();
        if (random.Next(3) == 0)
        {
            patch.Add(Operation("test", "/resourceType", resource["resourceType"]!.DeepClone()));
        }

        Difference(resource, after, patch);
        if (!Ordered.Contains((string?)resource["resourceType"]))
        {
            Move(after, patch);
        }

        if (patch.Count == 0)
        {
            // Nothing differs: a patch needs an operation all the same.
            patch.Add(Operation("replace", "/resourceType", resource["resourceType"]!.DeepClone()));
        }

        return (patch, after);
    }

    private void Difference(JsonObject before, JsonObject after, JsonArray patch)
    {
        foreach (var (name, value) in before)
        {
            if (!after.ContainsKey(name))
            {
                if (random.Next(4) == 0)
                {
                    patch.Add(Operation("test", $"/{name}", value!.DeepClone()));
                }

                patch.Add(new JsonObject { ["op"] = "remove", ["path"] = $"/{name}" });
            }
        }

        foreach (var (name, value) in after)
        {
            if (!before.TryGetPropertyValue(name, out var old))
            {
                patch.Add(Operation("add", $"/{name}", value!.DeepClone()));
            }
            else if (!JsonNode.DeepEquals(old, value))
            {
                // On what is there already, add does the same.
                patch.Add(Operation(random.Next(4) == 0 ? "add" : "replace", $"/{name}", value!.DeepClone()));
            }
        }
    }

    /// <summary>Moves an item of an array to its end.</summary>
    private void Move(JsonObject after, JsonArray patch)
    {
        // What stands beside values would have to move as well.
        var arrays = after
            .Where(one => one.Value is JsonArray { Count: > 1 } && !after.ContainsKey("_" + one.Key))
            .Select(one => one.Key)
            .ToList();
        if (arrays.Count == 0 || random.Next(2) == 0)
        {
            return;
        }

        var name = random.Pick<string>(arrays);
        var array = (JsonArray)after[name]!;
        var from = random.Next(array.Count);
        patch.Add(
            new JsonObject
            {
                ["op"] = "move",
                ["from"] = $"/{name}/{from}",
                ["path"] = $"/{name}/-",
            }
        );
        var moved = array[from];
        array.RemoveAt(from);
        array.Add(moved);
    }

    private static JsonObject Operation(string name, string path, JsonNode value) =>
        new()
        {
            ["op"] = name,
            ["path"] = path,
            ["value"] = value,
        };
}
