using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Oracles;

namespace Phederation.Fuzzing.Journals;

/// <summary>What a journal says of one fault.</summary>
public sealed record BucketSummary
{
    /// <summary>What its findings have in common.</summary>
    public required BucketKey Key { get; init; }

    /// <summary>The first finding of it.</summary>
    public required Finding First { get; init; }

    /// <summary>The number of the scenario that it was first found in.</summary>
    public required long Scenario { get; init; }

    /// <summary>When it was first found, in the campaign's own time.</summary>
    public required TimeSpan FoundAt { get; init; }

    /// <summary>How many requests had been sent by then.</summary>
    public required long FoundAfter { get; init; }

    /// <summary>How many findings it has.</summary>
    public required long Count { get; init; }

    /// <summary>The worst of its findings' severities.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The numbers of its first scenarios, at most <see cref="MostExamples"/>, ascending.</summary>
    public required IReadOnlyList<long> Examples { get; init; }

    /// <summary>The places in the data that it was first seen at, at most <see cref="MostPlaces"/>, in the order of the alphabet.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Whether it shows itself again.</summary>
    public BucketVerdict Verdict { get; init; }

    /// <summary>How often it was tried again.</summary>
    public int Tries { get; init; }

    /// <summary>How often it showed itself again.</summary>
    public int Seen { get; init; }

    /// <summary>How many examples are named.</summary>
    public const int MostExamples = 16;

    /// <summary>How many places are named.</summary>
    public const int MostPlaces = 64;
}
