using Phederation.Fuzzing.Campaigns.Corpora;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>How a campaign is run.</summary>
public sealed record CampaignOptions
{
    /// <summary>The folder of its journal and logs; made when it is absent.</summary>
    public required string Folder { get; init; }

    /// <summary>The seed of all choices.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Which part of a split campaign this is.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Whether to go on with the campaign in the folder.</summary>
    public bool Resumes { get; init; }

    /// <summary>How much it may use.</summary>
    public CampaignBudget Budget { get; init; } = new();

    /// <summary>How many requests go out in a second at most; null doesn't hold back.</summary>
    public double? Rate { get; init; }

    /// <summary>Which share events have where somebody controls the target, from 0 to below 1.</summary>
    public double EventShare { get; init; } = 0.25;

    /// <summary>Which share the events of sockets have where nobody does.</summary>
    public double SocketShare { get; init; } = 0.03;

    /// <summary>Scenarios to begin with; null has none.</summary>
    public Corpus? Corpus { get; init; }

    /// <summary>Words from dictionaries.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Words { get; init; } = [];

    /// <summary>How often a fault is tried again before it is called confirmed; 0 leaves all open.</summary>
    public int Confirmations { get; init; } = 3;

    /// <summary>How long faults are still tried again when the time is over; what isn't decided by then stays open.</summary>
    public TimeSpan ConfirmationTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The version of the program, for the journal.</summary>
    public string Tool { get; init; } = typeof(CampaignOptions).Assembly.GetName().Version!.ToString(3);
}
