namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>An input that took a way that no earlier one had taken.</summary>
internal sealed class CorpusEntry
{
    /// <summary>The bytes.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>The edges that it takes.</summary>
    public required int[] Edges { get; init; }

    /// <summary>What it costs, by no clock: edges times how often.</summary>
    public required long Work { get; init; }

    /// <summary>Whether the parser takes it: such inputs come farther.</summary>
    public required bool IsTaken { get; init; }

    /// <summary>How many mutations lie between it and a seed.</summary>
    public required int Depth { get; init; }

    /// <summary>How often it was chosen to be changed.</summary>
    public int Chosen { get; set; }

    /// <summary>Whether it is the cheapest way to some edge.</summary>
    public bool IsFavoured { get; set; }

    /// <summary>Length times work: the smaller, the more runs for the same time.</summary>
    public double Price => Math.Max(1.0, Bytes.Length) * Math.Max(1.0, Work);
}
