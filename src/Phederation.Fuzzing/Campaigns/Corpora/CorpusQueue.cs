using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Sharding;

namespace Phederation.Fuzzing.Campaigns.Corpora;

/// <summary>Hands out a corpus' scenarios at the beginning of a campaign, under the campaign's own numbers. Of a split campaign each shard has its part.</summary>
internal sealed class CorpusQueue
{
    private readonly List<Scenario> _scenarios;
    private readonly Dictionary<long, long> _numbers = [];
    private int _next;

    public CorpusQueue(Corpus? corpus, Shard shard)
    {
        var all = (corpus?.Scenarios ?? []).ToDictionary(entry => entry.Scenario.Number, entry => entry.Scenario);
        var wanted = new SortedDictionary<long, Scenario>();
        foreach (var entry in corpus?.Scenarios ?? [])
        {
            if (
                entry.Brings.Count > 0
                && shard.Has(entry.Scenario.Number)
                && ScenarioSequence.Of(entry.Scenario, all.GetValueOrDefault) is { } sequence
            )
            {
                foreach (var scenario in sequence.Scenarios)
                {
                    wanted.TryAdd(scenario.Number, scenario);
                }
            }
        }

        _scenarios = [.. wanted.Values];
    }

    /// <summary>The next one under a number of the campaign; null when all were handed out.</summary>
    public Scenario? Next(long number)
    {
        if (_next == _scenarios.Count)
        {
            return null;
        }

        var scenario = _scenarios[_next];
        Took(number);
        return ScenarioReferences.Renumber(scenario, number, _numbers);
    }

    /// <summary>The next one was run under a number: so says the journal.</summary>
    public void Took(long number)
    {
        if (_next < _scenarios.Count)
        {
            _numbers[_scenarios[_next++].Number] = number;
        }
    }
}
