using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Rules;

/// <summary>An object that rules look at and change, by the names of elements without the marks of choices.</summary>
internal readonly struct Shape(FhirGenerator generator, TypePlan plan, JsonObject made, int depth)
{
    /// <summary>Chance.</summary>
    public FuzzRandom Random => generator.Random;

    /// <summary>The object.</summary>
    public JsonObject Json => made;

    /// <summary>What makes values.</summary>
    public FhirGenerator Generator => generator;

    /// <summary>Whether it is so deep that nothing should be added which isn't asked for.</summary>
    public bool IsDeep => depth >= generator.Options.Deepest;

    /// <summary>Whether an element is there.</summary>
    public bool Has(string element)
    {
        foreach (var value in plan.Element(element).Values)
        {
            if (made.ContainsKey(value.Property))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes elements out.</summary>
    public void Drop(params ReadOnlySpan<string> elements)
    {
        foreach (var element in elements)
        {
            foreach (var value in plan.Element(element).Values)
            {
                made.Remove(value.Property);
                if (value.IsPrimitive)
                {
                    made.Remove("_" + value.Property);
                }
            }
        }
    }

    /// <summary>Adds an element where it isn't there.</summary>
    public void Need(string element)
    {
        if (!Has(element))
        {
            generator.Add(made, plan.Element(element), depth);
        }
    }

    /// <summary>The text of a property, or null.</summary>
    public string? Text(string property) => TextOf(made, property);

    /// <summary>Gives a property a value.</summary>
    public void Set(string property, JsonNode value) => made[property] = value;

    /// <summary>Whether a property is true.</summary>
    public bool IsTrue(string property) => made[property] is JsonValue value && value.TryGetValue(out bool truth) && truth;

    /// <summary>Sees to it that at least one of several elements is there.</summary>
    public void AtLeastOne(params ReadOnlySpan<string> elements)
    {
        if (Count(elements) == 0)
        {
            Need(Random.Pick(elements));
        }
    }

    /// <summary>Sees to it that at most one of several elements is there.</summary>
    public void AtMostOne(params ReadOnlySpan<string> elements)
    {
        var most = Count(elements);
        if (most < 2)
        {
            return;
        }

        var kept = Random.Next(most);
        foreach (var element in elements)
        {
            if (Has(element) && kept-- != 0)
            {
                Drop(element);
            }
        }
    }

    /// <summary>Sees to it that one of several elements is there.</summary>
    public void ExactlyOne(params ReadOnlySpan<string> elements)
    {
        AtLeastOne(elements);
        AtMostOne(elements);
    }

    /// <summary>Adds an element where another one is there.</summary>
    public void Implies(string element, string other)
    {
        if (Has(element))
        {
            Need(other);
        }
    }

    /// <summary>The objects of an array, none where it isn't there.</summary>
    public IEnumerable<JsonObject> Each(string property) => EachOf(made, property);

    /// <summary>Whether a concept has a code.</summary>
    public bool HasCode(string property, params ReadOnlySpan<string> codes)
    {
        foreach (var coding in EachOf(made[property] as JsonObject ?? [], "coding"))
        {
            if (codes.Contains(TextOf(coding, "code")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text of an object's property, or null.</summary>
    public static string? TextOf(JsonObject parent, string property) =>
        parent[property] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The objects of an object's array.</summary>
    public static IEnumerable<JsonObject> EachOf(JsonObject parent, string property) =>
        parent[property] is JsonArray array ? array.OfType<JsonObject>() : [];

    private int Count(ReadOnlySpan<string> elements)
    {
        var count = 0;
        foreach (var element in elements)
        {
            count += Has(element) ? 1 : 0;
        }

        return count;
    }
}
