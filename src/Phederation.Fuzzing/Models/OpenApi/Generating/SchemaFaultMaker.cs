using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Generating;

/// <summary>Puts one fault into a valid value. What it gives is held against the schema: it is faulty for sure, and labelled with what it breaks.</summary>
/// <param name="random">Chance.</param>
internal sealed class SchemaFaultMaker(FuzzRandom random)
{
    private const int Tries = 12;
    private const int MaxDepth = 30;

    private readonly SchemaMerger _merger = new(random);

    /// <summary>A faulty value and its fault; null where nothing that was tried is a fault.</summary>
    public (JsonNode? Value, SchemaFault Fault)? Make(ApiSchema schema, JsonNode? valid)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var sites = new List<FaultySite>();
            var root = new JsonArray(valid?.DeepClone());
            Collect(schema, root[0], () => root[0], value => root[0] = value, sites, 0);
            var site = random.Pick(sites);
            if (!ValueFaultMaker.Break(site, random))
            {
                continue;
            }

            var value = root[0];
            if (new SchemaValidator(SchemaDirection.Request).Check(schema, value) is { } fault)
            {
                return (value?.DeepClone(), fault);
            }
        }

        return null;
    }

    private void Collect(ApiSchema composed, JsonNode? value, Func<JsonNode?> get, Action<JsonNode?> set, List<FaultySite> sites, int depth)
    {
        var schema = _merger.Flatten(composed);
        sites.Add(new FaultySite(schema, get, set));
        if (depth > MaxDepth)
        {
            return;
        }

        if (value is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).ToList())
            {
                if (schema.Properties.GetValueOrDefault(name) is { } property)
                {
                    Collect(property, members[name], () => members[name], one => members[name] = one, sites, depth + 1);
                }
            }
        }
        else if (value is JsonArray { Count: > 0 } items && schema.Items is { } itemSchema)
        {
            var at = random.Next(items.Count);
            Collect(itemSchema, items[at], () => items[at], one => items[at] = one, sites, depth + 1);
        }
    }
}
