using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of resources that describe servers, structures, operations and search parameters.</summary>
internal static class ConformanceRules
{
    public static readonly Dictionary<string, Rule> All = new()
    {
        ["CapabilityStatement"] = Capability,
        // cpb-9.
        ["CapabilityStatement.rest"] = shape => Distinct(shape, "resource", "type"),
        // cpb-12.
        ["CapabilityStatement.rest.resource"] = shape =>
        {
            var next = 0;
            foreach (var parameter in shape.Each("searchParam"))
            {
                parameter["name"] = $"parameter-{next++}";
            }
        },
        // ig-1, ig-2.
        ["ImplementationGuide.definition.resource"] = shape => shape.Drop("fhirVersion", "groupingId"),
        // opd-1, opd-2, opd-3.
        ["OperationDefinition.parameter"] = shape =>
        {
            if (shape.IsDeep)
            {
                shape.Drop("part");
                shape.Need("type");
            }

            shape.ExactlyOne("type", "part");
            shape.AtMostOne("searchType", "targetProfile");
            if (shape.Has("part"))
            {
                shape.Drop("searchType", "targetProfile");
            }
            else if (shape.Has("searchType"))
            {
                shape.Set("type", "string");
            }
            else if (shape.Has("targetProfile"))
            {
                shape.Set("type", "Reference");
            }
        },
        // spd-1, spd-2.
        ["SearchParameter"] = shape =>
        {
            shape.Implies("xpath", "xpathUsage");
            if (shape.Has("chain"))
            {
                shape.Set("type", "reference");
            }
        },
        ["StructureDefinition"] = StructureRule.Settle,
        // sdf-2.
        ["StructureDefinition.mapping"] = shape => shape.AtLeastOne("name", "uri"),
        // smp-1, smp-2.
        ["StructureMap.group.rule.target"] = shape =>
        {
            shape.Implies("element", "context");
            shape.Implies("context", "contextType");
        },
        // tcp-2 to tcp-5.
        ["TerminologyCapabilities"] = shape =>
        {
            Kind(shape);
            shape.AtLeastOne("description", "software", "implementation");
            Kind(shape);
        },
        // tcp-1.
        ["TerminologyCapabilities.codeSystem"] = shape =>
        {
            foreach (var version in shape.Each("version"))
            {
                version["code"] = $"{shape.Random.Next(10)}.0";
            }
        },
    };

    // cpb-1, cpb-2, cpb-3, cpb-7, cpb-14 to cpb-16.
    private static void Capability(Shape shape)
    {
        shape.AtLeastOne("rest", "messaging", "document");
        Kind(shape);
        shape.Need("description");
        if (shape.Text("kind") != "instance")
        {
            foreach (var messaging in shape.Each("messaging"))
            {
                messaging.Remove("endpoint");
                if (messaging.Count == 0)
                {
                    messaging["documentation"] = "none";
                }
            }
        }

        Distinct(shape, "document", "mode");
    }

    private static void Kind(Shape shape)
    {
        switch (shape.Text("kind"))
        {
            case "instance":
                shape.Need("implementation");
                break;
            case "capability":
                shape.Drop("implementation");
                shape.Need("software");
                break;
            default:
                shape.Drop("implementation", "software");
                shape.Need("description");
                break;
        }
    }

    /// <summary>Leaves one of those that have the same text.</summary>
    private static void Distinct(Shape shape, string array, string property)
    {
        var seen = new HashSet<string?>();
        if (shape.Json[array] is JsonArray items)
        {
            items.RemoveAll(one => !seen.Add(Shape.TextOf((JsonObject)one!, property)));
        }
    }
}
