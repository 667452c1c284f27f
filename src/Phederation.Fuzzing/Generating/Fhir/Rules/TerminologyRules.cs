using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>The rules of code systems, value sets and maps between them.</summary>
internal static class TerminologyRules
{
    public static readonly Dictionary<string, Rule> All = new()
    {
        // csd-1: codes are unique.
        ["CodeSystem"] = shape => Number(shape.Json, 0),
        // cmd-1, cmd-2, cmd-3.
        ["ConceptMap.group.element.target"] = shape =>
        {
            if (shape.Text("equivalence") is "narrower" or "inexact")
            {
                shape.Need("comment");
            }
        },
        ["ConceptMap.group.unmapped"] = shape =>
        {
            if (shape.Text("mode") == "fixed")
            {
                shape.Need("code");
            }
            else if (shape.Text("mode") == "other-map")
            {
                shape.Need("url");
            }
        },
        // nsd-1, nsd-2.
        ["NamingSystem"] = shape =>
        {
            var isFirst = true;
            foreach (var id in shape.Each("uniqueId"))
            {
                if (shape.Text("kind") == "root" && Shape.TextOf(id, "type") == "uuid")
                {
                    id["type"] = "oid";
                }

                if (!isFirst)
                {
                    id.Remove("preferred");
                    id.Remove("_preferred");
                }

                isFirst = false;
            }
        },
        // vsd-1, vsd-2, vsd-3.
        ["ValueSet.compose.include"] = shape =>
        {
            shape.AtMostOne("concept", "filter");
            shape.AtLeastOne("valueSet", "system");
            if (shape.Has("concept") || shape.Has("filter"))
            {
                shape.Need("system");
            }
        },
        // vsd-6, vsd-9, vsd-10.
        ["ValueSet.expansion.contains"] = shape =>
        {
            shape.Need("code");
            shape.Need("system");
        },
    };

    private static int Number(JsonObject parent, int next)
    {
        foreach (var concept in Shape.EachOf(parent, "concept"))
        {
            concept["code"] = $"code-{next++}";
            next = Number(concept, next);
        }

        return next;
    }
}
