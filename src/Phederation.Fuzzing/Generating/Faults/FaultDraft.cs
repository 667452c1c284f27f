using System.Text;
using System.Text.Json.Nodes;
using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Fhir;

namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>A copy of a valid resource that is about to be broken, with all places where it can be.</summary>
internal sealed class FaultDraft
{
    // Stands in the tree for what no tree can hold; no generated text has it.
    private const string Mark = "@fault@";

    private readonly List<(string Marked, string Raw)> _raw = [];

    public FaultDraft(JsonObject resource, FuzzRandom random)
    {
        Random = random;
        Root = resource.DeepClone().AsObject();
        Walk(Root, FhirDefinitions.R4.Type((string)Root["resourceType"]!)!, (string)Root["resourceType"]!);
    }

    /// <summary>Chance.</summary>
    public FuzzRandom Random { get; }

    /// <summary>The resource.</summary>
    public JsonObject Root { get; }

    /// <summary>All properties.</summary>
    public List<FaultSite> Sites { get; } = [];

    /// <summary>All objects, the resource first.</summary>
    public List<FaultPlace> Places { get; } = [];

    /// <summary>One of the properties that fit; null where none does.</summary>
    public FaultSite? Site(Func<FaultSite, bool> fits) =>
        Sites.Where(fits).ToList() is { Count: > 0 } found ? Random.Pick<FaultSite>(found) : null;

    /// <summary>One of the objects that fit; null where none does.</summary>
    public FaultPlace? Place(Func<FaultPlace, bool> fits) =>
        Places.Where(fits).ToList() is { Count: > 0 } found ? Random.Pick<FaultPlace>(found) : null;

    /// <summary>A value that is written as it is, whether or not it is JSON.</summary>
    public JsonNode Raw(string text)
    {
        var marked = $"{Mark}{_raw.Count}";
        _raw.Add(($"\"{marked}\"", text));
        return marked;
    }

    /// <summary>Gives a property twice.</summary>
    public void Twice(JsonObject parent, string property, JsonNode? value)
    {
        var marked = $"{Mark}{_raw.Count}";
        _raw.Add(($"\"{marked}\"", $"\"{property}\""));
        parent[marked] = value;
    }

    /// <summary>The text.</summary>
    public byte[] ToBytes()
    {
        var bytes = FhirText.Bytes(Root);
        if (_raw.Count == 0)
        {
            return bytes;
        }

        var text = Encoding.UTF8.GetString(bytes);
        foreach (var (marked, raw) in _raw)
        {
            text = text.Replace(marked, raw, StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private void Walk(JsonObject parent, FhirType type, string path)
    {
        Places.Add(new FaultPlace(parent, type, path));
        foreach (var (name, value) in parent)
        {
            // What stands beside a value is left alone: it hides whether the value must be there.
            if (value is null || !type.Properties.TryGetValue(name, out var known) || parent.ContainsKey("_" + name))
            {
                continue;
            }

            Sites.Add(new FaultSite(parent, type, path, name, known));
            if (value is JsonObject child)
            {
                Enter(child, known, $"{path}.{name}");
            }
            else if (value is JsonArray array)
            {
                for (var at = 0; at < array.Count; at++)
                {
                    if (array[at] is JsonObject item)
                    {
                        Enter(item, known, $"{path}.{name}[{at}]");
                    }
                }
            }
        }
    }

    private void Enter(JsonObject child, FhirProperty known, string path)
    {
        var type = known.Type ?? FhirDefinitions.R4.Type((string?)child["resourceType"] ?? "");
        if (type is not null)
        {
            Walk(child, type, path);
        }
    }
}
