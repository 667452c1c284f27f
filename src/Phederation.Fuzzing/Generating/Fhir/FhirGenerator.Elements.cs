using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating.Fhir.Rules;
using Phederation.Fuzzing.Generating.Fhir.Values;

namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>The elements of resources and of data types.</summary>
public sealed partial class FhirGenerator
{
    private const int MostAttempts = 8;

    /// <summary>Makes an object of a type that isn't made in a way of its own.</summary>
    internal JsonObject Object(TypePlan plan, int depth)
    {
        var made = new JsonObject();
        Fill(made, plan, depth);
        // An element needs a value or children (ele-1): the simplest it may have, so that nothing goes on without end. A rule may take it out again.
        for (var attempt = 0; made.Count == 0 && attempt < MostAttempts; attempt++)
        {
            Add(made, Simplest(plan), depth);
            Settle(made, plan, depth);
        }

        if (made.Count == 0)
        {
            made["extension"] = new JsonArray(DataTypeValues.Extension(this));
        }

        return made;
    }

    /// <summary>Adds an element, whether or not the budget is used up.</summary>
    internal void Add(JsonObject parent, ElementPlan element, int depth)
    {
        var value = element.Values.Count == 1 ? element.Values[0] : Choose(element, depth);
        if (!element.Element.IsMany)
        {
            parent[value.Property] = value.Make(this, value, depth + 1);
            if (value.IsPrimitive && random.Chance(_options.Extension / 2) && value.TypeName != "xhtml")
            {
                parent["_" + value.Property] = new JsonObject { ["extension"] = new JsonArray(DataTypeValues.Extension(this)) };
            }

            return;
        }

        var array = new JsonArray();
        var count = Math.Max(1, element.Element.Min);
        if (_left > 0 && random.Next(4) == 0)
        {
            count += 1 + random.Next(2);
        }

        for (var at = 0; at < count; at++)
        {
            array.Add(value.Make(this, value, depth + 1));
        }

        parent[value.Property] = array;
    }

    private void Fill(JsonObject made, TypePlan plan, int depth)
    {
        var chance = depth switch
        {
            0 => _options.Optional,
            1 => _options.Optional * 0.75,
            _ => _options.Optional / 2,
        };
        foreach (var element in plan.Elements)
        {
            if (element.IsSpecial)
            {
                Special(made, element, depth);
            }
            else if (element.Element.Min > 0)
            {
                Add(made, element, depth);
            }
            else if (_left > 0 && depth < _options.Deepest && random.Chance(chance))
            {
                _left--;
                Add(made, element, depth);
            }
        }

        Settle(made, plan, depth);
    }

    private void Settle(JsonObject made, TypePlan plan, int depth) => plan.Rule?.Invoke(new Shape(this, plan, made, depth));

    private void Special(JsonObject made, ElementPlan element, int depth)
    {
        var chance = element.Values[0].TypeName switch
        {
            "Narrative" => _options.Narrative,
            "Meta" => depth == 0 ? _options.Meta : 0,
            "Extension" when element.Name == "extension" => _options.Extension,
            _ => 0,
        };
        if (chance > 0 && random.Chance(chance))
        {
            Add(made, element, depth);
        }
    }

    /// <summary>Which type a choice gets: deep down a value, not a structure.</summary>
    private ValuePlan Choose(ElementPlan element, int depth)
    {
        var value = random.Pick(element.Values);
        return (_left > 0 && depth < _options.Deepest) || value.IsPrimitive ? value
            : element.Values.FirstOrDefault(one => one.IsPrimitive) is { } simple ? simple
            : value;
    }

    private ElementPlan Simplest(TypePlan plan)
    {
        var primitive = plan.Elements.Where(one => !one.IsSpecial && one.Values[0].IsPrimitive).ToList();
        if (primitive.Count > 0)
        {
            return random.Pick<ElementPlan>(primitive);
        }

        // A type that leads back to itself would not end.
        var other = plan.Elements.Where(one => !one.IsSpecial && one.Values[0].TypeName != plan.Name).ToList();
        var known = other.Where(one => !one.Values[0].TypeName.Contains('.', StringComparison.Ordinal)).ToList();
        return random.Pick<ElementPlan>(known.Count > 0 ? known : other);
    }
}
