using Phederation.Fuzzing.Campaigns.Events;
using Phederation.Fuzzing.Campaigns.Mutating;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Bytes;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>Decides what is run next. It decides by the seed, the scenario's number and the campaign's state, and by nothing else.</summary>
internal sealed class ScenarioPlanner
{
    private const double MutatedShare = 0.15;
    private const int MostPicks = 32;
    private const int AfterEvent = 3;

    private readonly IServiceModel _model;
    private readonly CampaignState _state;
    private readonly ComposeContext _context;
    private readonly FuzzRandom _random;
    private readonly ScenarioMutator _mutator;
    private readonly Queue<(Scenario Scenario, IReadOnlyList<string> Signals)> _repeats = [];

    public ScenarioPlanner(IServiceModel model, CampaignState state, IReadOnlyList<string> actors, CampaignOptions options)
    {
        (_model, _state) = (model, state);
        _context = new ComposeContext(state.Pool, actors, options.Words);
        _random = new FuzzRandom(options.Seed);
        _mutator = new ScenarioMutator(actors, DictionaryOf(options.Words));
    }

    /// <summary>Has a scenario run once more, because of what was seen with it.</summary>
    public void Repeat(Scenario scenario, IReadOnlyList<string> signals) => _repeats.Enqueue((scenario, signals));

    /// <summary>The scenario for a number.</summary>
    /// <exception cref="FuzzException">The model makes none.</exception>
    public CampaignPlan Next(long number)
    {
        var plan = Choose(number, _random.Fork($"scenario {number}"));
        return plan with { Scenario = WithNeeds(plan.Scenario) };
    }

    private static AflDictionary? DictionaryOf(IReadOnlyList<ReadOnlyMemory<byte>> words) =>
        words.Count == 0
            ? null
            : new AflDictionary(
                words
                    .Where(word => word.Length is > 0 and <= AflDictionary.LongestToken)
                    .Take(AflDictionary.MostTokens)
                    .Select(word => new DictionaryToken(word.ToArray()))
            );

    private CampaignPlan Choose(long number, FuzzRandom random)
    {
        if (_repeats.TryDequeue(out var repeat))
        {
            var again = ScenarioReferences.Renumber(repeat.Scenario, number, new Dictionary<long, long>());
            return new CampaignPlan(again, ScenarioOrigin.Repeated, null, repeat.Signals);
        }

        if (_state.Corpus.Next(number) is { } given)
        {
            return new CampaignPlan(given, ScenarioOrigin.Corpus, null, []);
        }

        if (_state.Events.Next(random) is { } happening)
        {
            return new CampaignPlan(AroundEvent(happening, number, random), ScenarioOrigin.Event, null, []);
        }

        if (
            random.Chance(MutatedShare)
            && _state.Sources.Count > 0
            && random.Pick(_state.Sources) is var source
            && _state.Pool.Knows(source)
        )
        {
            return new CampaignPlan(_mutator.Mutate(source, number, random), ScenarioOrigin.Mutated, null, []);
        }

        var (scenario, operation) = Compose(number, random);
        return new CampaignPlan(scenario, ScenarioOrigin.Composed, operation, []);
    }

    private (Scenario Scenario, string Operation) Compose(long number, FuzzRandom random)
    {
        for (var pick = 0; pick < MostPicks && _state.Scheduler.Next(random) is { } operation; pick++)
        {
            if (_model.Compose(operation, number, _context, random) is { } scenario)
            {
                return (scenario, operation.Name);
            }
        }

        // The scheduler's favourites can't be made just now: the first that can, from any place on.
        var from = _model.Operations.Count == 0 ? 0 : random.Next(_model.Operations.Count);
        foreach (var operation in _model.Operations.Skip(from).Concat(_model.Operations.Take(from)))
        {
            if (_model.Compose(operation, number, _context, random) is { } scenario)
            {
                return (scenario, operation.Name);
            }
        }

        throw new FuzzException(
            FuzzErrorKind.Usage,
            $"The model {_model.Name} makes no scenario: none of its {_model.Operations.Count} operations can be asked for.",
            "Give it actors by --actor, or look at the service's description."
        );
    }

    private Scenario AroundEvent(TargetEvent happening, long number, FuzzRandom random)
    {
        // Of the model's own and the plain ones each has its turn: its own know what must outlive the event.
        if (_model is IEventModel model && random.Chance(0.5) && model.Compose(happening, number, _context, random) is { } owed)
        {
            return owed;
        }

        var before = Compose(number, random).Scenario;
        var after = Enumerable.Range(0, AfterEvent).Select(_ => Compose(number, random).Scenario).ToList();
        return EventScenarios.Make(happening, number, before, after);
    }

    // What it uses was made by earlier scenarios, and perhaps ended by one: run again, it needs them all.
    private Scenario WithNeeds(Scenario scenario)
    {
        var uses = scenario
            .Steps.OfType<RequestStep>()
            .Select(step => step.Uses)
            .OfType<ResourceReference>()
            .Where(use => use.Scenario != scenario.Number);
        var needs = uses.SelectMany(use => _state.Pool.DeletedBy(use) is { } deleter ? [use.Scenario, deleter] : new[] { use.Scenario })
            .Concat(scenario.Needs)
            .Where(need => need != scenario.Number)
            .Distinct()
            .Order()
            .ToList();
        return needs.SequenceEqual(scenario.Needs) ? scenario : scenario with { Needs = needs };
    }
}
