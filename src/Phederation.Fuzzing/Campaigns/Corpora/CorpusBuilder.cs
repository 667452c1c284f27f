using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Campaigns.Corpora;

/// <summary>Makes a corpus that is as small as it easily gets: of the runs that brought something new, few that together bring it all.</summary>
internal static class CorpusBuilder
{
    /// <summary>Makes it. The same candidates make the same corpus.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="candidates">The runs that brought something new.</param>
    /// <param name="find">Finds a scenario by its number.</param>
    public static Corpus Build(string model, IReadOnlyList<CorpusCandidate> candidates, Func<long, Scenario?> find)
    {
        var scenarios = new SortedDictionary<long, (Scenario Scenario, IReadOnlyList<string> Brings)>();
        foreach (var (candidate, brings) in Cover(candidates))
        {
            if (find(candidate.Number) is not { } scenario || ScenarioSequence.Of(scenario, find) is not { } sequence)
            {
                continue;
            }

            foreach (var needed in sequence.Scenarios)
            {
                scenarios.TryAdd(needed.Number, (needed, []));
            }

            scenarios[scenario.Number] = (scenario, brings);
        }

        var numbers = scenarios.Keys.Select((old, place) => (old, place)).ToDictionary(pair => pair.old, pair => (long)pair.place);
        return new Corpus(
            model,
            [
                .. scenarios.Values.Select(entry => new CorpusScenario(
                    ScenarioReferences.Renumber(entry.Scenario, numbers[entry.Scenario.Number], numbers),
                    entry.Brings
                )),
            ]
        );
    }

    // The greedy cover: always the run that brings most of what is left, of equals the earliest. Runs are looked at again only when they come up: what
    // one brings gets less and never more.
    private static List<(CorpusCandidate Candidate, IReadOnlyList<string> Brings)> Cover(IReadOnlyList<CorpusCandidate> candidates)
    {
        var covered = new HashSet<string>();
        var chosen = new List<(CorpusCandidate, IReadOnlyList<string>)>();
        var queue = new PriorityQueue<CorpusCandidate, (int, long)>();
        foreach (var candidate in candidates)
        {
            queue.Enqueue(candidate, (-candidate.Features.Count, candidate.Number));
        }

        while (queue.TryDequeue(out var candidate, out var priority))
        {
            var brings = candidate.Features.Where(feature => !covered.Contains(feature)).Distinct().Order(StringComparer.Ordinal).ToList();
            if (brings.Count == -priority.Item1)
            {
                covered.UnionWith(brings);
                chosen.Add((candidate, brings));
            }
            else if (brings.Count > 0)
            {
                queue.Enqueue(candidate, (-brings.Count, candidate.Number));
            }
        }

        return chosen;
    }
}
