using Phederation.Fuzzing.Campaigns.Corpora;
using Phederation.Fuzzing.Campaigns.Events;
using Phederation.Fuzzing.Campaigns.Novelty;
using Phederation.Fuzzing.Campaigns.Pool;
using Phederation.Fuzzing.Campaigns.Scheduling;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>All that a campaign goes by. It changes by runs and verdicts only, so that the journal's make it again as it was.</summary>
internal sealed class CampaignState
{
    private const int MostSources = 512;

    private readonly NoveltyTracker _novelty = new();
    private readonly List<CorpusCandidate> _candidates = [];
    private TimeSpan _lastAt;

    public CampaignState(IServiceModel model, CampaignOptions options, EventPacer events)
    {
        Events = events;
        Corpus = new CorpusQueue(options.Corpus, options.Shard);
        Scheduler = new OperationScheduler(model.Operations, new ShardPlan(model.Operations, options.Shard), Pool.Has);
        Pool.Changed = Scheduler.PoolChanged;
    }

    /// <summary>The resources at the target.</summary>
    public ResourcePool Pool { get; } = new();

    /// <summary>Chooses operations.</summary>
    public OperationScheduler Scheduler { get; }

    /// <summary>When something happens to the target.</summary>
    public EventPacer Events { get; }

    /// <summary>What the campaign begins with.</summary>
    public CorpusQueue Corpus { get; }

    /// <summary>What was seen of the target from elsewhere.</summary>
    public SignalTrials Signals { get; } = new();

    /// <summary>What was done and found.</summary>
    public CampaignTally Tally { get; } = new();

    /// <summary>The latest scenarios that brought something new: those that are changed.</summary>
    public List<Scenario> Sources { get; } = [];

    /// <summary>The runs that brought something new.</summary>
    public IReadOnlyList<CorpusCandidate> Candidates => _candidates;

    /// <summary>How many scenarios were run: the place of the next.</summary>
    public long Place { get; private set; }

    /// <summary>Takes in what a journal has.</summary>
    /// <param name="record">A run or a verdict.</param>
    /// <param name="shard">The campaign's shard.</param>
    public void Restore(object record, Shard shard)
    {
        switch (record)
        {
            case JournalRun run:
                if (run.Origin == ScenarioOrigin.Corpus)
                {
                    Corpus.Took(run.Run.Scenario.Number);
                }

                Signals.Know(run.Signals);
                Add(run);
                Place = shard.Place(run.Run.Scenario.Number) + 1;
                break;
            case JournalVerdict verdict:
                Add(verdict);
                break;
        }
    }

    /// <summary>Takes in a run; returns the faults that it found first.</summary>
    public IReadOnlyList<BucketSummary> Add(JournalRun run)
    {
        Place++;
        var news = _novelty.Add(run.Run);
        var count = news.Count + run.Signals.Count;
        Pool.Add(run.Run);
        Events.Add(run.Run, run.At - _lastAt);
        _lastAt = run.At;
        if (run.ComposedFor is { } operation)
        {
            Scheduler.Ran(operation, count);
        }
        else if (count > 0)
        {
            foreach (var step in run.Run.Scenario.Steps.Select(step => step.Operation).Distinct())
            {
                Scheduler.Ran(step, news.Count(feature => feature.Operation == step) + run.Signals.Count);
            }
        }

        if (count > 0 && run.Origin != ScenarioOrigin.Event)
        {
            Keep(run);
        }

        return Tally.Add(run);
    }

    /// <summary>Takes in what trying a fault again showed.</summary>
    public void Add(JournalVerdict verdict)
    {
        Tally.Add(verdict);
        _lastAt = verdict.At;
    }

    private void Keep(JournalRun run)
    {
        // An oldest one makes room: what is new is likelier to lead to more.
        if (Sources.Count == MostSources)
        {
            Sources.RemoveAt(0);
        }

        Sources.Add(run.Run.Scenario);
        _candidates.Add(
            new CorpusCandidate(
                run.Run.Scenario.Number,
                [.. AnswerFeature.Of(run.Run).Select(feature => feature.ToString()), .. run.Signals.Select(signal => $"signal | {signal}")]
            )
        );
    }
}
