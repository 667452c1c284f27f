using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Values;

/// <summary>The data types that are made in a way of their own, since their parts belong together.</summary>
internal static class DataTypeValues
{
    private static readonly string[] Small = ["Basic", "Patient", "Practitioner", "Organization", "Location", "Binary", "Observation"];

    private static readonly FrozenDictionary<string, Maker> Makers = new Dictionary<string, Maker>
    {
        ["Coding"] = (generator, plan, _) => Concepts.Coding(generator.Random, plan),
        ["CodeableConcept"] = (generator, plan, _) => Concepts.Concept(generator.Random, plan),
        ["Quantity"] = (generator, plan, _) => Quantities.Quantity(generator.Random, plan),
        ["Age"] = (generator, _, _) => Quantities.Age(generator.Random),
        ["Duration"] = (generator, _, _) => Quantities.Duration(generator.Random),
        ["Distance"] = (generator, _, _) => Quantities.Distance(generator.Random),
        ["Count"] = (generator, _, _) => Quantities.Count(generator.Random),
        ["Range"] = (generator, _, _) => Quantities.Range(generator.Random),
        ["Ratio"] = (generator, _, _) => Quantities.Ratio(generator.Random),
        ["Money"] = (generator, _, _) => Quantities.Money(generator.Random),
        ["Period"] = (generator, _, _) => Period(generator.Random),
        ["Reference"] = ReferenceValues.Make,
        ["Narrative"] = (generator, _, _) => Narratives.Make(generator.Random),
        ["Meta"] = (generator, plan, _) => Meta(generator.Random, plan),
        ["Extension"] = (generator, _, _) => Extension(generator),
        ["SampledData"] = (generator, _, _) => SampledData(generator.Random),
        ["Resource"] = (generator, _, depth) => generator.Inner(generator.Random.Pick(Small), null, depth),
    }.ToFrozenDictionary();

    /// <summary>Makes values of a type; null where they are made of the type's elements.</summary>
    public static Maker? Find(string type) => Makers.GetValueOrDefault(type);

    /// <summary>A period whose start is before its end (per-1).</summary>
    public static JsonObject Period(FuzzRandom random)
    {
        var (start, end) = Dates.Pair(random);
        return random.Next(4) switch
        {
            0 => new JsonObject { ["start"] = start },
            1 => new JsonObject { ["end"] = end },
            _ => new JsonObject { ["start"] = start, ["end"] = end },
        };
    }

    /// <summary>An extension: a value, or extensions, never both (ext-1).</summary>
    public static JsonObject Extension(FhirGenerator generator)
    {
        var random = generator.Random;
        if (random.Next(6) == 0)
        {
            return new JsonObject
            {
                ["url"] = "http://example.org/extensions/parts",
                ["extension"] = new JsonArray(Simple(random, "part")),
            };
        }

        return Simple(random, $"http://example.org/extensions/{Words.Name(random)}");
    }

    private static JsonObject Simple(FuzzRandom random, string url)
    {
        var (name, value) = random.Next(12) switch
        {
            0 => ("valueBoolean", (JsonNode)true),
            1 => ("valueInteger", random.Next(100)),
            2 => ("valueDecimal", PrimitiveValues.Decimal(random)),
            3 => ("valueDateTime", Dates.DateTime(random)),
            4 => ("valuePeriod", Period(random)),
            5 => ("valueIdentifier", ReferenceValues.Identifier(random)),
            6 => ("valueTime", Dates.Time(random)),
            7 => ("valueUuid", PrimitiveValues.Uuid(random)),
            8 => ("valueOid", PrimitiveValues.Oid(random)),
            _ => ("valueString", Words.Text(random)),
        };
        return new JsonObject { ["url"] = url, [name] = value };
    }

    private static JsonObject Meta(FuzzRandom random, ValuePlan plan)
    {
        var open = plan with { Codes = [] };
        return random.Next(4) switch
        {
            0 => new JsonObject { ["profile"] = new JsonArray(PrimitiveValues.Canonical(random)) },
            1 => new JsonObject { ["security"] = new JsonArray(Concepts.Coding(random, open)) },
            2 => new JsonObject { ["source"] = $"http://example.org/sources/{random.Next(10)}" },
            _ => new JsonObject { ["tag"] = new JsonArray(Concepts.Coding(random, open), Concepts.Coding(random, open)) },
        };
    }

    private static JsonObject SampledData(FuzzRandom random) =>
        new()
        {
            ["origin"] = Quantities.Measured(0, "mV"),
            ["period"] = 1 + random.Next(1000),
            ["dimensions"] = 1,
            ["data"] = random.Next(3) == 0 ? "E" : $"{random.Next(100)} -{random.Next(9)}.5 U L",
        };
}
