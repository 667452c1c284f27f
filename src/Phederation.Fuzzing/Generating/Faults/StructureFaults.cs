using System.Text.Json.Nodes;
using Phederation.FhirModel;
using Phederation.Fuzzing.Generating.Fhir;

namespace Phederation.Fuzzing.Generating.Faults;

/// <summary>Faults of structure: properties, their number, and their types in JSON.</summary>
internal static class StructureFaults
{
    public static readonly Dictionary<FaultKind, Breaker> All = new()
    {
        [FaultKind.WrongJsonType] = WrongJsonType,
        [FaultKind.ArrayForSingle] = ArrayForSingle,
        [FaultKind.SingleForArray] = SingleForArray,
        [FaultKind.MissingRequired] = MissingRequired,
        [FaultKind.UnknownProperty] = UnknownProperty,
        [FaultKind.ChoiceTwice] = ChoiceTwice,
        [FaultKind.EmptyObject] = draft =>
            Replace(draft, FaultKind.EmptyObject, site => !site.IsPrimitive && IsElement(site), () => new JsonObject()),
        [FaultKind.EmptyArray] = EmptyArray,
        [FaultKind.NullValue] = draft => Replace(draft, FaultKind.NullValue, _ => true, () => null),
        [FaultKind.NestedContained] = NestedContained,
        [FaultKind.MissingType] = MissingType,
        [FaultKind.UnknownType] = UnknownType,
    };

    private static FaultLabel? Replace(FaultDraft draft, FaultKind kind, Func<FaultSite, bool> fits, Func<JsonNode?> value)
    {
        if (draft.Site(fits) is not { } site)
        {
            return null;
        }

        site.Replace(value());
        return new FaultLabel(kind, site.Path);
    }

    /// <summary>Resources in resources are faults of their own kinds.</summary>
    private static bool IsElement(FaultSite site) => site.Known.TypeName != "Resource";

    private static FaultLabel? WrongJsonType(FaultDraft draft)
    {
        if (draft.Site(IsElement) is not { } site)
        {
            return null;
        }

        JsonNode[] others = site.First switch
        {
            JsonObject => ["text", 5, true],
            JsonValue value when value.TryGetValue(out string? _) => [5, true, new JsonObject { ["value"] = "x" }],
            JsonValue value when value.TryGetValue(out bool _) => ["true", 1],
            _ => ["5", false, new JsonObject { ["value"] = 5 }],
        };
        site.Replace(draft.Random.Pick<JsonNode>(others));
        return new FaultLabel(FaultKind.WrongJsonType, site.Path, site.IsPrimitive ? site.Known.TypeName : "object");
    }

    private static FaultLabel? ArrayForSingle(FaultDraft draft)
    {
        if (draft.Site(one => !one.Known.Element.IsMany) is not { } site)
        {
            return null;
        }

        site.Parent[site.Property] = new JsonArray(site.Value.DeepClone(), site.Value.DeepClone());
        return new FaultLabel(FaultKind.ArrayForSingle, site.Path, site.IsPrimitive ? site.Known.TypeName : "object");
    }

    private static FaultLabel? SingleForArray(FaultDraft draft)
    {
        if (draft.Site(one => one.Known.Element.IsMany) is not { } site)
        {
            return null;
        }

        site.Parent[site.Property] = site.First.DeepClone();
        return new FaultLabel(FaultKind.SingleForArray, site.Path);
    }

    private static FaultLabel? MissingRequired(FaultDraft draft)
    {
        if (draft.Site(one => one.Known.Element.Min > 0) is not { } site)
        {
            return null;
        }

        site.Parent.Remove(site.Property);
        return new FaultLabel(FaultKind.MissingRequired, site.Path);
    }

    private static FaultLabel? UnknownProperty(FaultDraft draft)
    {
        var place = draft.Random.Pick<FaultPlace>(draft.Places);
        var name = draft.Random.Next(3) switch
        {
            // As another version, or another type, has it.
            0 => "notAnElement",
            1 => "unknown-" + draft.Random.Next(100),
            _ => place.Type.Elements[draft.Random.Next(place.Type.Elements.Count)].Name.ToUpperInvariant(),
        };
        place.Object[name] = "x";
        return new FaultLabel(FaultKind.UnknownProperty, $"{place.Path}.{name}");
    }

    private static FaultLabel? ChoiceTwice(FaultDraft draft)
    {
        if (draft.Site(one => one.Known.Element.IsChoice) is not { } site)
        {
            return null;
        }

        var element = FhirPlans.R4.Of(site.Type.Name).Element(site.Known.Element.Name);
        var other = draft.Random.Pick<ValuePlan>([.. element.Values.Where(one => one.Property != site.Property)]);
        site.Parent[other.Property] = other.Make(new FhirGenerator(draft.Random), other, 2);
        return new FaultLabel(FaultKind.ChoiceTwice, $"{site.ParentPath}.{other.Property}");
    }

    private static FaultLabel? EmptyArray(FaultDraft draft)
    {
        if (draft.Site(one => one.Known.Element.IsMany) is not { } site)
        {
            return null;
        }

        site.Parent[site.Property] = new JsonArray();
        return new FaultLabel(FaultKind.EmptyArray, site.Path);
    }

    private static FaultLabel? NestedContained(FaultDraft draft)
    {
        if (draft.Places[0].Type.Kind != TypeKind.Domain)
        {
            return null;
        }

        var inner = new JsonObject
        {
            ["resourceType"] = "Basic",
            ["id"] = "inner",
            ["code"] = new JsonObject { ["text"] = "x" },
        };
        var outer = new JsonObject
        {
            ["resourceType"] = "Patient",
            ["id"] = "outer",
            // Referred to from within, so that nothing else is wrong with them.
            ["link"] = new JsonArray(
                new JsonObject
                {
                    ["other"] = new JsonObject { ["reference"] = "#outer" },
                    ["type"] = "seealso",
                }
            ),
            ["contained"] = new JsonArray(inner),
        };
        if (draft.Root["contained"] is JsonArray contained)
        {
            contained.Add(outer);
        }
        else
        {
            draft.Root["contained"] = new JsonArray(outer);
        }

        return new FaultLabel(FaultKind.NestedContained, $"{draft.Places[0].Path}.contained", "dom-2");
    }

    private static FaultLabel? MissingType(FaultDraft draft)
    {
        if (draft.Random.Next(2) == 0)
        {
            draft.Root.Remove("resourceType");
        }
        else
        {
            draft.Root["resourceType"] = draft.Random.Next(2) == 0 ? 5 : new JsonObject { ["value"] = "Patient" };
        }

        return new FaultLabel(FaultKind.MissingType, "resourceType");
    }

    private static FaultLabel? UnknownType(FaultDraft draft)
    {
        var type = draft.Random.Pick<string>([
            "Nothing",
            "patient",
            "Patient ",
            "DomainResource",
            "Resource",
            "HumanName",
            "MedicationOrder",
            "",
        ]);
        draft.Root["resourceType"] = type;
        return new FaultLabel(FaultKind.UnknownType, "resourceType", type);
    }
}
