using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating.Fhir.Searching;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir.Bodies;

/// <summary>Makes bundles of requests: batches, and transactions whose resources refer to each other and of which no two change the same resource.</summary>
/// <param name="random">Chance.</param>
/// <param name="generator">Makes the resources.</param>
/// <param name="references">The resources that are there.</param>
public sealed class BundleGenerator(FuzzRandom random, FhirGenerator generator, IReferenceSource? references = null)
{
    private const int Most = 6;
    private readonly IReferenceSource _references = references ?? NoReferences.Instance;
    private readonly SearchGenerator _searches = new(random, references);

    /// <summary>A bundle.</summary>
    /// <param name="isTransaction">A transaction, or else a batch.</param>
    /// <param name="types">The types of its resources.</param>
    public JsonObject Make(bool isTransaction, IReadOnlyList<string> types)
    {
        var entries = new JsonArray();
        var changed = new HashSet<string>();
        var patient = PrimitiveValues.Uuid(random);
        if (isTransaction && random.Next(2) == 0)
        {
            entries.Add(Entry("POST", "Patient", generator.Resource("Patient"), patient));
        }

        for (var count = 1 + random.Next(Most); count > 0; count--)
        {
            entries.Add(One(types, changed));
        }

        if (entries is [JsonObject first, ..] && (string?)first["fullUrl"] == patient)
        {
            foreach (var entry in entries.Skip(1))
            {
                Refer(entry!["resource"], patient);
            }
        }

        return new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = isTransaction ? "transaction" : "batch",
            ["entry"] = entries,
        };
    }

    private JsonObject One(IReadOnlyList<string> types, HashSet<string> changed)
    {
        var type = random.Pick(types);
        var known = _references.Find(type, random);
        var id = known ?? Words.Id(random);
        var isFree = changed.Add($"{type}/{id}");
        switch (random.Next(8))
        {
            // What isn't there can't be read or patched, and would end a transaction.
            case 0 when known is not null:
                return Entry("GET", $"{type}/{id}");
            case 1:
                return Entry("GET", $"{type}?{Search(type)}".TrimEnd('?'));
            case 2 when isFree:
                return Entry("PUT", $"{type}/{id}", generator.Resource(type, id), $"http://example.org/fhir/{type}/{id}");
            case 3 when isFree:
                return Entry("DELETE", $"{type}/{id}");
            case 4 when isFree && known is not null:
                return Entry("PATCH", $"{type}/{id}", Patch());
            case 5:
                var conditional = Entry("POST", type, generator.Resource(type), PrimitiveValues.Uuid(random));
                conditional["request"]!["ifNoneExist"] = $"_id={Words.Id(random)}";
                return conditional;
            default:
                return Entry("POST", type, generator.Resource(type), PrimitiveValues.Uuid(random));
        }
    }

    /// <summary>A search that any server carries out.</summary>
    private string Search(string type)
    {
        var query = _searches.Make(type);
        return (query with { Criteria = [.. query.Criteria.Where(one => !one.IsRare)] }).Text;
    }

    /// <summary>
    /// A patch in a bundle is in a Binary (http://hl7.org/fhir/R4/http.html#patch). What it does is possible whatever the resource holds.
    /// </summary>
    private static JsonObject Patch() =>
        new()
        {
            ["resourceType"] = "Binary",
            ["contentType"] = "application/json-patch+json",
            ["data"] = Convert.ToBase64String("[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"en\"}]"u8),
        };

    private static JsonObject Entry(string method, string url, JsonObject? resource = null, string? fullUrl = null)
    {
        var entry = new JsonObject();
        if (fullUrl is not null)
        {
            entry["fullUrl"] = fullUrl;
        }

        if (resource is not null)
        {
            entry["resource"] = resource;
        }

        entry["request"] = new JsonObject { ["method"] = method, ["url"] = url };
        return entry;
    }

    /// <summary>Lets some references to patients lead to the one that the same transaction makes.</summary>
    private void Refer(JsonNode? node, string address)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Refer(item, address);
                }

                break;
            case JsonObject parent:
                if (
                    Rules.Shape.TextOf(parent, "reference") is { } text
                    && text.StartsWith("Patient/", StringComparison.Ordinal)
                    && random.Next(3) > 0
                )
                {
                    parent["reference"] = address;
                    parent.Remove("type");
                }

                foreach (var value in parent.Select(one => one.Value).Where(one => one is not JsonValue).ToList())
                {
                    Refer(value, address);
                }

                break;
            default:
                break;
        }
    }
}
