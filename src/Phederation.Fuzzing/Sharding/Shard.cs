using System.Globalization;

namespace Phederation.Fuzzing.Sharding;

/// <summary>One of the equal parts that a campaign is split into. It runs the scenarios whose numbers leave its index when divided by the count.</summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">How many parts there are.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>More parts than this are refused: a number was mistyped.</summary>
    public const int MostShards = 4096;

    /// <summary>The whole of a campaign that isn't split.</summary>
    public static Shard Whole => new(0, 1);

    /// <summary>The number of this shard's scenario at a place in its order, from 0.</summary>
    public long Number(long place) => checked((place * Count) + Index);

    /// <summary>The place in this shard's order of a scenario of it.</summary>
    public long Place(long number) => number / Count;

    /// <summary>Whether a scenario is of this shard.</summary>
    public bool Has(long number) => number % Count == Index;

    /// <summary>Reads <c>INDEX/COUNT</c>, the index from 0; null when it is something else.</summary>
    public static Shard? Parse(string text)
    {
        var parts = text.Split('/');
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= MostShards
            && index < count
            ? new Shard(index, count)
            : null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Index}/{Count}";
}
