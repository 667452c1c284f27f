using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Campaigns.Novelty;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.Actors;
using Phederation.Fuzzing.Sharding;
using Phederation.Fuzzing.Targets;
using Phederation.Testing.Fuzzed;

namespace Phederation.Fuzzing.Tests.Campaigns;

/// <summary>Puts campaigns at a <see cref="NotesService"/> together.</summary>
internal sealed record NotesCampaign(Uri Base, string Folder)
{
    public ulong Seed { get; init; } = 1;

    public CampaignBudget Budget { get; init; } = new(Requests: 300);

    public Shard Shard { get; init; } = Shard.Whole;

    public RecordingObserver Observer { get; init; } = new();

    public IReadOnlyList<Actor> Actors { get; init; } =
    [new Actor("alice", new BearerCredential("secret-of-alice")), new Actor("bob", new BearerCredential("secret-of-bob"))];

    public Func<CampaignOptions, CampaignOptions> Options { get; init; } = options => options;

    public ITargetControl Control { get; init; } = NoControl.Instance;

    public ITargetWatch Watch { get; init; } = NoControl.Instance;

    public INoveltySource? Novelty { get; init; }

    public IServiceModel Model { get; init; } = new NotesModel();

    public FuzzTarget Target =>
        new()
        {
            Base = Base,
            Actors = Actors,
            RecoveryLimit = TimeSpan.FromSeconds(5),
        };

    public Campaign Make() =>
        new(
            Options(
                new CampaignOptions
                {
                    Folder = Folder,
                    Seed = Seed,
                    Budget = Budget,
                    Shard = Shard,
                    SocketShare = 0,
                }
            ),
            Model,
            Model.Oracles,
            Target,
            Control,
            Watch,
            Observer,
            TimeProvider.System
        )
        {
            Novelty = Novelty,
        };

    public Task<CampaignResult> RunAsync() => Make().RunAsync(TestContext.Current.CancellationToken);
}
