using System.Text.Json.Nodes;
using Phederation.FhirModel;

namespace Phederation.Fuzzing.Generating.Fhir.Values;

/// <summary>References in all their forms: to live resources, to versions of them, absolute, contained, by identifier, by a text only.</summary>
internal static class ReferenceValues
{
    private static readonly string[] Common = ["Patient", "Practitioner", "Organization", "Observation", "Encounter", "Device", "Location"];

    /// <summary>A reference to one of the types that a plan allows.</summary>
    public static JsonObject Make(FhirGenerator generator, ValuePlan plan, int depth)
    {
        var random = generator.Random;
        var type = random.Pick(plan.Targets.Count > 0 ? plan.Targets : Common);
        if (
            generator.Contained is { HasRoom: true } contained
            && random.Chance(generator.Options.Contained)
            && FhirDefinitions.R4.Type(type) is { Kind: TypeKind.Domain }
        )
        {
            return new JsonObject { ["reference"] = contained.Add(type, depth) };
        }

        var reference = new JsonObject();
        switch (random.Next(20))
        {
            case 0:
                reference["identifier"] = Identifier(random);
                break;
            case 1:
                reference["display"] = Words.Text(random);
                break;
            case 2:
                reference["reference"] = $"http://example.org/fhir/{type}/{Words.Id(random)}";
                break;
            case 3:
                reference["reference"] = $"{Relative(generator, type)}/_history/1";
                break;
            case 4:
                reference["reference"] = Relative(generator, type);
                reference["type"] = type;
                break;
            case 5:
                reference["reference"] = Relative(generator, type);
                reference["display"] = Words.Text(random);
                break;
            default:
                reference["reference"] = Relative(generator, type);
                break;
        }

        return reference;
    }

    /// <summary>Type/id, of a resource that is there where one is known.</summary>
    public static string Relative(FhirGenerator generator, string type) =>
        $"{type}/{generator.References.Find(type, generator.Random) ?? Words.Id(generator.Random)}";

    /// <summary>An identifier.</summary>
    public static JsonObject Identifier(FuzzRandom random) =>
        new() { ["system"] = $"http://example.org/ids/{Words.Name(random)}", ["value"] = $"{random.Next(100_000)}" };
}
