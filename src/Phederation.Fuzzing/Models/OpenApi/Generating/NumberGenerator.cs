using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Generating;

/// <summary>Makes numbers within what a schema allows: often those at the edges.</summary>
/// <param name="random">Chance.</param>
internal sealed class NumberGenerator(FuzzRandom random)
{
    // Clients of many languages have numbers in doubles: what is beyond these is no number to all of them.
    private const decimal Widest = 9_007_199_254_740_991;

    /// <summary>A number.</summary>
    public decimal Make(ApiSchema schema)
    {
        var isWhole = !schema.Types.HasFlag(SchemaTypes.Number) || SchemaFormats.Range(schema.Format) is not null;
        var (least, most) = Bounds(schema, isWhole);
        if (schema.MultipleOf is { } step)
        {
            return Multiple(least, most, step);
        }

        if (least > most)
        {
            return least;
        }

        var number = random.Next(10) switch
        {
            0 => least,
            1 => most,
            2 => Math.Clamp(0, least, most),
            _ => Between(Math.Max(least, -1000), Math.Min(most, 1000), least, most),
        };
        if (isWhole)
        {
            return Math.Clamp(decimal.Truncate(number), decimal.Ceiling(least), decimal.Floor(most));
        }

        // Few digits, unless the bounds are narrower than those.
        var rounded = decimal.Round(number, 2);
        return rounded >= least && rounded <= most ? rounded : number;
    }

    /// <summary>The least and the greatest that a schema allows.</summary>
    public static (decimal Least, decimal Most) Bounds(ApiSchema schema, bool isWhole)
    {
        var (first, last) = SchemaFormats.Range(schema.Format) ?? (-Widest, Widest);
        var edge = isWhole ? 1 : 0.01m;
        var least = Math.Max(first, schema.Minimum is { } low ? (schema.IsAboveMinimum ? Add(low, edge) : low) : first);
        var most = Math.Min(last, schema.Maximum is { } high ? (schema.IsBelowMaximum ? Add(high, -edge) : high) : last);
        if (least > most && !isWhole && schema is { Minimum: { } from, Maximum: { } to } && from < to)
        {
            // Narrower than a hundredth: the middle is inside.
            return ((from / 2) + (to / 2), (from / 2) + (to / 2));
        }

        return isWhole ? (decimal.Ceiling(least), decimal.Floor(most)) : (least, most);
    }

    private decimal Between(decimal from, decimal to, decimal least, decimal most)
    {
        // Where the bounds are away from 0, near the one that is nearer to it.
        if (from > to)
        {
            (from, to) = least > 1000 ? (least, Math.Min(most, Add(least, 1000))) : (Math.Max(least, Add(most, -1000)), most);
        }

        return from + ((to - from) * (decimal)random.NextDouble());
    }

    private decimal Multiple(decimal least, decimal most, decimal step)
    {
        var first = decimal.Ceiling(Math.Max(least, -Widest) / step);
        var last = decimal.Floor(Math.Min(most, Widest) / step);
        return last < first ? step : Math.Clamp(decimal.Truncate(first + random.Next(100)), first, last) * step;
    }

    private static decimal Add(decimal number, decimal more) =>
        more > 0 && number > decimal.MaxValue - more ? decimal.MaxValue
        : more < 0 && number < decimal.MinValue - more ? decimal.MinValue
        : number + more;
}
