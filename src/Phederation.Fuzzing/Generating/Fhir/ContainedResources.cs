using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>The resources that another one contains: each is referred to (dom-3), and has nothing that a contained one must not have.</summary>
internal sealed class ContainedResources(FhirGenerator generator)
{
    private const int Most = 2;
    private readonly List<JsonObject> _resources = [];

    /// <summary>Whether there is room for one more.</summary>
    public bool HasRoom => _resources.Count < Most;

    /// <summary>Makes one; returns the reference to it.</summary>
    public string Add(string type, int depth)
    {
        var id = $"c{_resources.Count + 1}";
        // Its place is taken before it is made.
        _resources.Add([]);
        _resources[^1] = generator.Inner(type, id, depth);
        return "#" + id;
    }

    /// <summary>Puts those that are still referred to into the resource: a rule may have taken a reference out again.</summary>
    public void Complete(JsonObject resource)
    {
        if (_resources.Count == 0)
        {
            return;
        }

        var used = new HashSet<string>();
        Collect(resource, used);
        var kept = _resources.Where(one => used.Contains("#" + (string)one["id"]!)).ToArray<JsonNode>();
        if (kept.Length > 0)
        {
            resource["contained"] = new JsonArray(kept);
        }
    }

    /// <summary>Takes out of a resource what it contains and doesn't refer to.</summary>
    public static void Prune(JsonObject resource, JsonArray contained)
    {
        var used = new HashSet<string>();
        Collect(resource, used);
        contained.RemoveAll(one => !used.Contains("#" + (string?)one!["id"]));
        if (contained.Count == 0)
        {
            resource.Remove("contained");
        }
    }

    private static void Collect(JsonNode node, HashSet<string> used)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Collect(item!, used);
            }
        }
        else if (node is JsonObject parent)
        {
            foreach (var (name, value) in parent)
            {
                if (name == "reference" && value is JsonValue text && text.TryGetValue(out string? reference))
                {
                    used.Add(reference);
                }
                else if (value is not JsonValue)
                {
                    Collect(value!, used);
                }
            }
        }
    }
}
