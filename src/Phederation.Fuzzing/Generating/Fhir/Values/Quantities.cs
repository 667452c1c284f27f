using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir.Values;

/// <summary>Quantities and what is made of them, with units of UCUM.</summary>
internal static class Quantities
{
    /// <summary>UCUM's name as a system.</summary>
    public const string Ucum = "http://unitsofmeasure.org";

    private static readonly string[] Units = ["mg", "kg", "mm[Hg]", "%", "/min", "cm", "mmol/L", "10*9/L", "Cel", "1"];
    private static readonly string[] Times = ["s", "min", "h", "d", "wk", "mo", "a"];
    private static readonly string[] Lengths = ["m", "cm", "km", "[in_i]"];
    private static readonly string[] Ages = ["a", "mo", "wk", "d"];
    private static readonly string[] Comparators = ["<", "<=", ">=", ">"];
    private static readonly string[] Currencies = ["EUR", "USD", "CHF", "JPY", "GBP"];

    /// <summary>
    /// A quantity. Only a value as such may have a comparator: elsewhere the standard asks for a simple quantity, which has none (sqty-1).
    /// </summary>
    public static JsonObject Quantity(FuzzRandom random, ValuePlan plan)
    {
        var quantity = new JsonObject { ["value"] = PrimitiveValues.Decimal(random) };
        if (plan.Property == "valueQuantity" && random.Next(8) == 0)
        {
            quantity["comparator"] = random.Pick(Comparators);
        }

        var unit = random.Pick(Units);
        switch (random.Next(6))
        {
            case 0:
                break;
            case 1:
                quantity["unit"] = unit;
                break;
            case 2:
                quantity["system"] = "http://example.org/units";
                quantity["code"] = "piece";
                break;
            default:
                quantity["unit"] = unit;
                quantity["system"] = Ucum;
                quantity["code"] = unit;
                break;
        }

        return quantity;
    }

    /// <summary>An age, which is above zero (age-1).</summary>
    public static JsonObject Age(FuzzRandom random) => Measured(1 + random.Next(100), random.Pick(Ages));

    /// <summary>A span of time (drt-1).</summary>
    public static JsonObject Duration(FuzzRandom random) => Measured(PrimitiveValues.Amount(random), random.Pick(Times));

    /// <summary>A length (dis-1).</summary>
    public static JsonObject Distance(FuzzRandom random) => Measured(PrimitiveValues.Amount(random), random.Pick(Lengths));

    /// <summary>A whole number of things (cnt-3).</summary>
    public static JsonObject Count(FuzzRandom random) => Measured(random.Next(1000), "1");

    /// <summary>From low to high in one unit (rng-2), or one of them.</summary>
    public static JsonObject Range(FuzzRandom random)
    {
        var unit = random.Pick(Units);
        var low = PrimitiveValues.Amount(random);
        var high = low + PrimitiveValues.Amount(random);
        return random.Next(4) switch
        {
            0 => new JsonObject { ["low"] = Measured(low, unit) },
            1 => new JsonObject { ["high"] = Measured(high, unit) },
            _ => new JsonObject { ["low"] = Measured(low, unit), ["high"] = Measured(high, unit) },
        };
    }

    /// <summary>Two quantities: both, never one alone (rat-1).</summary>
    public static JsonObject Ratio(FuzzRandom random) =>
        new()
        {
            ["numerator"] = Measured(PrimitiveValues.Amount(random), random.Pick(Units)),
            ["denominator"] = Measured(1 + random.Next(100), random.Pick(Units)),
        };

    /// <summary>An amount of money.</summary>
    public static JsonObject Money(FuzzRandom random) =>
        new() { ["value"] = PrimitiveValues.Amount(random), ["currency"] = random.Pick(Currencies) };

    /// <summary>A quantity in a unit of UCUM.</summary>
    public static JsonObject Measured(JsonNode value, string unit) =>
        new()
        {
            ["value"] = value,
            ["unit"] = unit,
            ["system"] = Ucum,
            ["code"] = unit,
        };
}
