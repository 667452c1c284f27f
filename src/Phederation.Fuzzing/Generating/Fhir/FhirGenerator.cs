using System.Text.Json.Nodes;
using Phederation.FhirModel;

namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>
/// Makes valid FHIR R4 resources of all types: structure, closed codes, forms of values, and the rules that the standard writes beside the
/// structure. Left out on purpose is what a server must refuse though it is valid: implicit rules and modifier extensions that nobody knows.
/// The same random source makes the same resources. One generator is for one thread.
/// </summary>
/// <param name="random">Chance.</param>
/// <param name="references">The resources that references may lead to.</param>
/// <param name="options">Sizes.</param>
public sealed partial class FhirGenerator(FuzzRandom random, IReferenceSource? references = null, FhirGeneratorOptions? options = null)
{
    private readonly FhirPlans _plans = FhirPlans.R4;
    private readonly FhirGeneratorOptions _options = options ?? new FhirGeneratorOptions();
    private int _left;
    private ContainedResources? _contained;

    /// <summary>The names of all resource types, in order.</summary>
    public static IReadOnlyList<string> Types => FhirDefinitions.R4.Resources;

    /// <summary>The chance it draws from.</summary>
    internal FuzzRandom Random => random;

    /// <summary>Where references lead to.</summary>
    internal IReferenceSource References { get; } = references ?? NoReferences.Instance;

    /// <summary>The settings.</summary>
    internal FhirGeneratorOptions Options => _options;

    /// <summary>The contained resources of what is being made; null where there must be none.</summary>
    internal ContainedResources? Contained => _contained;

    /// <summary>Makes a resource.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="id">Its id, or null for none, as in a body from which a resource is made.</param>
    /// <exception cref="ArgumentException">R4 has no such type of resource.</exception>
    public JsonObject Resource(string type, string? id = null)
    {
        if (!_plans.Definitions.IsResource(type))
        {
            throw new ArgumentException($"FHIR R4 has no type of resource '{type}'", nameof(type));
        }

        _left = _options.MostElements;
        _contained = _plans.Definitions.Type(type)!.Kind == TypeKind.Domain ? new ContainedResources(this) : null;
        var resource = Resource(_plans.Of(type), id, 0);
        _contained?.Complete(resource);
        _contained = null;
        return resource;
    }

    /// <summary>Makes a value of a data type or a nested type, such as HumanName.</summary>
    /// <exception cref="ArgumentException">R4 has no such type, or it is a primitive one.</exception>
    public JsonObject Value(string type)
    {
        _left = _options.MostElements;
        return Object(_plans.Of(type), 1);
    }

    /// <summary>A value of a data type, primitive ones too, as an extension may have it.</summary>
    internal JsonNode ValueOf(string type)
    {
        _left = _options.MostElements / 4;
        var value = _plans.Of("Extension").Element("value").Values.First(one => one.TypeName == type);
        return value.Make(this, value, 1);
    }

    /// <summary>A resource within another one, small and with nothing contained.</summary>
    internal JsonObject Inner(string type, string? id, int depth)
    {
        var (left, contained) = (_left, _contained);
        (_left, _contained) = (Math.Min(left, 6), null);
        var resource = Resource(_plans.Of(type), id, depth);
        (_left, _contained) = (Math.Max(0, left - 6), contained);
        return resource;
    }

    private JsonObject Resource(TypePlan plan, string? id, int depth)
    {
        var resource = new JsonObject { ["resourceType"] = plan.Name };
        if (id is not null)
        {
            resource["id"] = id;
        }

        Fill(resource, plan, depth);
        return resource;
    }
}
