using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of the data types that are made of their elements.</summary>
internal static class DataTypeRules
{
    public static readonly Dictionary<string, Rule> All = new()
    {
        // att-1.
        ["Attachment"] = shape => shape.Implies("data", "contentType"),
        // cpt-2.
        ["ContactPoint"] = shape => shape.Implies("value", "system"),
        // drq-1, drq-2.
        ["DataRequirement.codeFilter"] = shape => shape.ExactlyOne("path", "searchParam"),
        ["DataRequirement.dateFilter"] = shape => shape.ExactlyOne("path", "searchParam"),
        // exp-1.
        ["Expression"] = shape => shape.AtLeastOne("expression", "reference"),
        ["Timing.repeat"] = Repeat,
        ["TriggerDefinition"] = Trigger,
        ["ElementDefinition"] = Element,
        // eld-1.
        ["ElementDefinition.slicing"] = shape => shape.AtLeastOne("discriminator", "description"),
        // eld-12.
        ["ElementDefinition.binding"] = shape =>
        {
            if (shape.Has("valueSet"))
            {
                shape.Set("valueSet", PrimitiveValues.Canonical(shape.Random));
            }
        },
        // eld-4, eld-17.
        ["ElementDefinition.type"] = shape =>
        {
            shape.Drop("aggregation", "targetProfile");
            shape.Set("code", shape.Random.Pick<string>(["string", "code", "Coding", "CodeableConcept"]));
        },
        // eld-3.
        ["ElementDefinition.base"] = shape => shape.Set("max", "*"),
    };

    // tim-1 to tim-10.
    private static void Repeat(Shape shape)
    {
        shape.Implies("durationMax", "duration");
        shape.Implies("periodMax", "period");
        shape.Implies("countMax", "count");
        foreach (var name in new[] { "duration", "period" })
        {
            if (shape.Has(name))
            {
                shape.Set(name, PrimitiveValues.Amount(shape.Random));
                shape.Need(name + "Unit");
            }
        }

        shape.AtMostOne("timeOfDay", "when");
        var isMeal = (shape.Json["when"] as JsonArray)?.Any(one => (string?)one is "C" or "CM" or "CD" or "CV") ?? true;
        if (isMeal)
        {
            shape.Drop("offset");
        }
    }

    // trd-1 to trd-3.
    private static void Trigger(Shape shape)
    {
        switch (shape.Text("type"))
        {
            case "named-event":
                shape.Need("name");
                shape.Drop("data", "condition");
                break;
            case "periodic":
                shape.Need("timing");
                shape.Drop("data", "condition");
                break;
            default:
                shape.Drop("timing");
                shape.Need("data");
                break;
        }
    }

    // eld-2 to eld-22.
    private static void Element(Shape shape)
    {
        shape.Set("path", $"Thing.{Words.Name(shape.Random)}");
        if (shape.Has("min"))
        {
            shape.Set("min", shape.Random.Next(2));
        }

        if (shape.Has("max"))
        {
            shape.Set("max", shape.Random.Next(2) == 0 ? "*" : "1");
        }

        shape.AtMostOne("fixed", "pattern", "contentReference");
        shape.AtMostOne("defaultValue", "meaningWhenMissing");
        if (shape.Has("contentReference"))
        {
            shape.Set("contentReference", "#Thing.other");
            shape.Drop("type", "defaultValue", "example", "minValue", "maxValue", "maxLength", "binding");
        }

        if (shape.Json["type"] is JsonArray types)
        {
            // Types are distinct by code, and one where a value is given.
            while (types.Count > 1)
            {
                types.RemoveAt(1);
            }
        }

        if (shape.Json["constraint"] is JsonArray constraints)
        {
            while (constraints.Count > 1)
            {
                constraints.RemoveAt(1);
            }
        }

        shape.Implies("sliceIsConstraining", "sliceName");
        if (shape.Has("sliceName"))
        {
            shape.Set("sliceName", $"slice-{shape.Random.Next(10)}");
        }

        if (shape.IsTrue("isModifier"))
        {
            shape.Need("isModifierReason");
        }
    }
}
