using System.Text.Json.Nodes;
using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Fhir.Searching;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir.Bodies;

/// <summary>Makes calls of R4's operations with the inputs that they take.</summary>
/// <param name="random">Chance.</param>
/// <param name="generator">Makes the inputs.</param>
/// <param name="references">The resources that are there.</param>
public sealed class OperationGenerator(FuzzRandom random, FhirGenerator generator, IReferenceSource? references = null)
{
    private static readonly string[] Simple = ["string", "boolean", "integer", "code", "CodeableConcept", "Coding"];
    private readonly IReferenceSource _references = references ?? NoReferences.Instance;

    /// <summary>A call of some operation.</summary>
    public OperationRequest Make() => Make(random.Pick(FhirOperation.R4));

    /// <summary>A call of an operation.</summary>
    public OperationRequest Make(FhirOperation operation)
    {
        var type = random.Pick(operation.Types);
        type = type == "Resource" ? random.Pick(FhirGenerator.Types) : type;
        var path = Path(operation, type);
        var inputs = operation.Inputs.Where(input => input.Min > 0 || random.Next(3) == 0).ToList();
        if (inputs is [{ TypeName: "Resource" or "Bundle", Parts.Count: 0 } only] && random.Next(2) == 0)
        {
            // The one input that is a resource may be the whole body (http://hl7.org/fhir/R4/operations.html#request).
            return new OperationRequest(path, null, generator.Resource(only.TypeName == "Bundle" ? "Bundle" : type));
        }

        var isSimple = inputs.TrueForAll(input =>
            input is { TypeName: { } name, Parts.Count: 0 } && FhirDefinitions.R4.Type(name)?.Kind == TypeKind.Primitive
        );
        return isSimple && random.Next(2) == 0
            ? new OperationRequest(path, string.Join('&', inputs.Select(input => Query(input, type))), null)
            : new OperationRequest(path, null, Parameters(inputs, type));
    }

    /// <summary>The Parameters that carry inputs.</summary>
    private JsonObject Parameters(IReadOnlyList<OperationInput> inputs, string type)
    {
        var body = new JsonObject { ["resourceType"] = "Parameters" };
        var parameters = new JsonArray([.. inputs.SelectMany(input => Each(input, type))]);
        if (parameters.Count > 0)
        {
            body["parameter"] = parameters;
        }

        return body;
    }

    private string Path(FhirOperation operation, string type)
    {
        var levels = new List<string>();
        if (operation.OnSystem)
        {
            levels.Add($"/${operation.Code}");
        }

        if (operation.OnType)
        {
            levels.Add($"/{type}/${operation.Code}");
        }

        if (operation.OnInstance)
        {
            levels.Add($"/{type}/{_references.Find(type, random) ?? Words.Id(random)}/${operation.Code}");
        }

        return random.Pick<string>(levels);
    }

    private IEnumerable<JsonNode> Each(OperationInput input, string type)
    {
        var count = Math.Max(1, input.Min) + (input.IsMany && random.Next(3) == 0 ? 1 : 0);
        for (var at = 0; at < count; at++)
        {
            yield return One(input, type);
        }
    }

    private JsonObject One(OperationInput input, string type)
    {
        var parameter = new JsonObject { ["name"] = input.Name };
        if (input.Parts.Count > 0)
        {
            parameter["part"] = new JsonArray([.. input.Parts.Select(part => (JsonNode)One(part, type))]);
            return parameter;
        }

        var name = input.TypeName is null or "Element" ? random.Pick(Simple) : input.TypeName;
        if (name == "Resource" || FhirDefinitions.R4.IsResource(name))
        {
            parameter["resource"] = generator.Resource(name == "Resource" ? type : name);
            return parameter;
        }

        parameter["value" + char.ToUpperInvariant(name[0]) + name[1..]] = Value(input, name, type);
        return parameter;
    }

    private string Query(OperationInput input, string type) =>
        $"{QueryEncoding.Encode(input.Name)}={QueryEncoding.Encode(Value(input, input.TypeName!, type) switch
        {
            JsonValue value when value.TryGetValue(out string? text) => text,
            var value => value.ToJsonString(),
        })}";

    private JsonNode Value(OperationInput input, string name, string type) =>
        (input.Search, input.Name) switch
        {
            (SearchKind.Reference, _) => $"Patient/{_references.Find("Patient", random) ?? Words.Id(random)}",
            (SearchKind.Token, _) => $"http://example.org/codes|{Words.Name(random)}",
            (_, "_type" or "resource") when name == "code" => type,
            (_, "_count" or "count" or "offset") => random.Next(100),
            (_, "mode") when name == "code" => random.Pick<string>(["create", "update", "delete"]),
            _ => generator.ValueOf(name),
        };
}
