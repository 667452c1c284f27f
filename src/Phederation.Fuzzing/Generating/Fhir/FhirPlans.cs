using System.Collections.Concurrent;
using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>The plans of all types, made as they are needed and shared by all generators.</summary>
internal sealed class FhirPlans(FhirDefinitions definitions)
{
    private static readonly Lazy<FhirPlans> Lazy = new(() => new FhirPlans(FhirDefinitions.R4));

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, TypePlan> _ready = new();
    private readonly Dictionary<string, TypePlan> _all = [];

    /// <summary>Those of R4.</summary>
    public static FhirPlans R4 => Lazy.Value;

    /// <summary>The definitions behind them.</summary>
    public FhirDefinitions Definitions => definitions;

    /// <summary>The plan of a type.</summary>
    /// <exception cref="ArgumentException">There is no such type.</exception>
    public TypePlan Of(string type)
    {
        if (_ready.TryGetValue(type, out var plan))
        {
            return plan;
        }

        lock (_lock)
        {
            plan = Make(definitions.Type(type) ?? throw new ArgumentException($"FHIR R4 has no type '{type}'", nameof(type)));
            return _ready[type] = plan;
        }
    }

    private TypePlan Make(FhirType type)
    {
        if (_all.TryGetValue(type.Name, out var made))
        {
            return made;
        }

        // Known before its elements are: types lead back to themselves.
        var plan = _all[type.Name] = new TypePlan(type.Name);
        plan.Complete([.. type.Elements.Where(element => !element.IsForbidden).Select(element => Element(type, element))]);
        return plan;
    }

    private ElementPlan Element(FhirType type, FhirElement element)
    {
        var codes = element.Codes?.ToList() ?? [];
        return new ElementPlan(
            element,
            [
                .. element.Properties.Select(name =>
                {
                    var property = type.Properties[name];
                    var isPrimitive = property.Type is { Kind: TypeKind.Primitive };
                    return new ValuePlan(
                        name,
                        property.TypeName,
                        isPrimitive,
                        codes,
                        property.Targets,
                        PrimitiveValues.Find(type.Name, element.Name, property.TypeName)
                            ?? DataTypeValues.Find(property.TypeName)
                            ?? ((generator, plan, depth) => generator.Object(plan.Type!, depth))
                    )
                    {
                        Type = isPrimitive || property.Type is null ? null : Make(property.Type),
                    };
                }),
            ]
        );
    }
}
