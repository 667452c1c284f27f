using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>Changes of resources that leave them valid.</summary>
public sealed partial class FhirGenerator
{
    /// <summary>
    /// A valid resource that differs from a valid one in an element or two: one is added, one made anew, or one taken out. It keeps its type, its id,
    /// and what it contains.
    /// </summary>
    /// <param name="resource">The resource; it is left as it is.</param>
    public JsonObject Vary(JsonObject resource)
    {
        var varied = resource.DeepClone().AsObject();
        var plan = _plans.Of((string)varied["resourceType"]!);
        (_left, _contained) = (_options.MostElements / 4, null);
        for (var changes = 1 + random.Next(2); changes > 0; changes--)
        {
            var elements = plan.Elements.Where(one => !one.IsSpecial).ToList();
            var element = random.Pick<ElementPlan>(elements);
            var isThere = element.Values.Any(value => varied.ContainsKey(value.Property));
            Drop(varied, element);
            if (!isThere || element.Element.Min > 0 || random.Next(2) == 0)
            {
                Add(varied, element, 0);
            }
        }

        Settle(varied, plan, 0);
        // Those that nothing refers to any more would be wrong there.
        if (varied["contained"] is JsonArray contained)
        {
            ContainedResources.Prune(varied, contained);
        }

        return varied;
    }

    private static void Drop(JsonObject parent, ElementPlan element)
    {
        foreach (var value in element.Values)
        {
            parent.Remove(value.Property);
            parent.Remove("_" + value.Property);
        }
    }
}
