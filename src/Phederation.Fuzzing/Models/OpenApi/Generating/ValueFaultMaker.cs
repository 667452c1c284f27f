using System.Text.Json;
using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Reading;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Generating;

/// <summary>Breaks one rule at one place.</summary>
internal static class ValueFaultMaker
{
    private const int LongestMade = 100_000;

    private static readonly SchemaFaultKind[] Kinds = Enum.GetValues<SchemaFaultKind>();

    /// <summary>Breaks a rule that the place has; false when the one that was chosen isn't there to be broken.</summary>
    public static bool Break(FaultySite site, FuzzRandom random)
    {
        // Places have few of the rules: from the one that is chosen on, the first that can be broken.
        var from = random.Next(Kinds.Length);
        return Enumerable.Range(0, Kinds.Length).Any(next => Break(site, Kinds[(from + next) % Kinds.Length], random));
    }

    /// <summary>Breaks a certain rule; false when there is nothing of it to break.</summary>
    public static bool Break(FaultySite site, SchemaFaultKind kind, FuzzRandom random)
    {
        var (schema, value) = (site.Schema, site.Get());
        switch (kind)
        {
            case SchemaFaultKind.MissingRequired when value is JsonObject members:
                var required = members.Select(member => member.Key).Where(schema.Required.Contains).ToList();
                return required.Count > 0 && members.Remove(random.Pick(required));
            case SchemaFaultKind.ExtraProperty when value is JsonObject members && schema.Additional is { IsNever: true }:
                return members.TryAdd($"x{random.Next(100)}notAllowed", 1);
            case SchemaFaultKind.NullValue when value is not null && !schema.Types.HasFlag(SchemaTypes.Null):
                return Set(site, null);
            case SchemaFaultKind.WrongType:
                return Other(schema.Types, random) is { } other && Set(site, other);
            case SchemaFaultKind.NotInEnum when schema.Values is { Count: > 0 }:
                return Set(site, value is JsonValue one && one.GetValueKind() == JsonValueKind.Number ? 987_654_321 : "none-of-these");
            case SchemaFaultKind.OutOfRange when IsNumber(value):
                return Beyond(schema, random) is { } beyond && Set(site, JsonNode.Parse(Numbers.Write(beyond)));
            case SchemaFaultKind.TooShort when IsText(value) && schema.MinLength is > 0 and var least:
                return Set(site, new string('x', Math.Min(least, LongestMade) - 1));
            case SchemaFaultKind.TooLong when IsText(value) && schema.MaxLength is { } most and < LongestMade:
                return Set(site, Filled(value!.GetValue<string>(), most + 1 + (random.Next(2) * random.Next(1000))));
            case SchemaFaultKind.PatternBroken when IsText(value) && schema.Patterns.Count > 0:
                return Set(site, random.Pick<string>(["!", "", "\u0000\n", "ä ö", value!.GetValue<string>() + "!\n"]));
            case SchemaFaultKind.FormatBroken when IsText(value) && SchemaFormats.IsChecked(schema.Format):
                return Set(site, random.Pick<string>(["not-a-" + schema.Format, "2023-02-30", "2023-13-01T25:61:61Z", "*"]));
            case SchemaFaultKind.TooFew:
                return Fewer(schema, value);
            case SchemaFaultKind.TooMany:
                return More(schema, value);
            case SchemaFaultKind.Repeated when value is JsonArray { Count: > 0 } items && schema.HasUniqueItems:
                items.Add(items[0]?.DeepClone());
                return true;
            default:
                return false;
        }
    }

    private static bool Set(FaultySite site, JsonNode? value)
    {
        site.Set(value);
        return true;
    }

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    private static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;

    private static JsonNode? Other(SchemaTypes types, FuzzRandom random)
    {
        List<JsonNode> others = [];
        void Offer(SchemaTypes type, JsonNode value)
        {
            if ((types & type) == SchemaTypes.None)
            {
                others.Add(value);
            }
        }

        Offer(SchemaTypes.Text, "text");
        Offer(SchemaTypes.Boolean, true);
        Offer(SchemaTypes.Integer | SchemaTypes.Number, 7);
        Offer(SchemaTypes.Number, 0.5);
        Offer(SchemaTypes.Array, new JsonArray(1, "two"));
        Offer(SchemaTypes.Object, new JsonObject { ["k"] = "v" });
        return others.Count == 0 ? null : random.Pick(others);
    }

    private static decimal? Beyond(ApiSchema schema, FuzzRandom random)
    {
        List<decimal> beyond = [];
        var range = SchemaFormats.Range(schema.Format);
        if ((schema.Minimum ?? range?.Least) is { } least && least > decimal.MinValue / 2)
        {
            beyond.Add(schema.IsAboveMinimum ? least : decimal.Floor(least) - 1);
        }

        if ((schema.Maximum ?? range?.Most) is { } most && most < decimal.MaxValue / 2)
        {
            beyond.Add(schema.IsBelowMaximum ? most : decimal.Ceiling(most) + 1);
        }

        return beyond.Count == 0 ? null : random.Pick(beyond);
    }

    private static string Filled(string text, int length) =>
        text.Length >= length ? text + "x" : text + new string('x', length - text.EnumerateRunes().Count());

    private static bool Fewer(ApiSchema schema, JsonNode? value)
    {
        if (value is JsonArray items && schema.MinItems is > 0 and var least)
        {
            while (items.Count >= least)
            {
                items.RemoveAt(items.Count - 1);
            }

            return true;
        }

        if (value is JsonObject members && schema.MinProperties is > 0 && schema.Required.Count == 0)
        {
            members.Clear();
            return true;
        }

        return false;
    }

    private static bool More(ApiSchema schema, JsonNode? value)
    {
        if (value is not JsonArray { Count: > 0 } items || schema.MaxItems is not (< 10_000 and var most))
        {
            return false;
        }

        while (items.Count <= most)
        {
            items.Add(items[0]?.DeepClone());
        }

        return true;
    }
}
