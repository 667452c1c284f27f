using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>A scenario with all scenarios that it needs, in the order of running: what can be run again by itself.</summary>
/// <param name="Scenarios">The scenarios, ascending by number; the last is what it is about.</param>
public sealed record ScenarioSequence(IReadOnlyList<Scenario> Scenarios)
{
    /// <summary>Longer chains of needs are not followed.</summary>
    public const int Longest = 256;

    /// <summary>What it is about.</summary>
    public Scenario Last => Scenarios[^1];

    /// <summary>How many requests it has.</summary>
    public int Requests => Scenarios.Sum(scenario => scenario.Steps.OfType<RequestStep>().Count());

    /// <summary>The sequence of a scenario; null when one that it needs isn't known, or there are too many.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="find">Finds an earlier one by its number.</param>
    public static ScenarioSequence? Of(Scenario scenario, Func<long, Scenario?> find)
    {
        var found = new SortedDictionary<long, Scenario> { [scenario.Number] = scenario };
        var open = new Stack<long>(scenario.Needs);
        while (open.TryPop(out var number))
        {
            if (found.ContainsKey(number))
            {
                continue;
            }

            if (number > scenario.Number || found.Count == Longest || find(number) is not { } needed)
            {
                return null;
            }

            found.Add(number, needed);
            foreach (var need in needed.Needs)
            {
                open.Push(need);
            }
        }

        return new ScenarioSequence([.. found.Values]);
    }

    /// <summary>The sequence of a scenario of a journal; null when the journal lacks one that it needs.</summary>
    public static ScenarioSequence? Of(CampaignJournal journal, long number) =>
        journal.Run(number)?.Run.Scenario is { } scenario ? Of(scenario, needed => journal.Run(needed)?.Run.Scenario) : null;

    /// <summary>Runs it; the last outcome is that of what it is about, with what all of it cost.</summary>
    /// <param name="runner">Runs scenarios.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ScenarioOutcome> RunAsync(ScenarioRunner runner, CancellationToken cancellationToken)
    {
        var captures = new RunCaptures();
        long requests = 0,
            bytes = 0;
        var duration = TimeSpan.Zero;
        ScenarioOutcome? last = null;
        foreach (var scenario in Scenarios)
        {
            last = await runner.RunAsync(scenario, captures, cancellationToken);
            captures.Add(last.Run);
            requests += last.Requests;
            bytes += last.Bytes;
            duration += last.Duration;
        }

        return new ScenarioOutcome(last!.Run, requests, bytes, duration);
    }
}
