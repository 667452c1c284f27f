using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>Tries faults again, with all that their scenario needs: what shows itself each time is confirmed, anything else flaky.</summary>
internal sealed class BucketConfirmation(ScenarioRunner runner, RunJudge judge, int tries)
{
    // What few requests there are is not all kept for trying again.
    private const long MostKept = 200;

    /// <summary>Tries the faults of one scenario, together.</summary>
    /// <param name="buckets">Faults that were first found in the same scenario; at least one.</param>
    /// <param name="find">Finds a scenario by its number.</param>
    /// <param name="requestsLeft">How many requests may be used; null doesn't limit.</param>
    /// <param name="cancellationToken">Ends it: then the faults stay open.</param>
    /// <returns>Without a time; none when there isn't room for all tries, or the target is gone.</returns>
    public async Task<IReadOnlyList<JournalVerdict>> TryAsync(
        IReadOnlyList<BucketSummary> buckets,
        Func<long, Scenario?> find,
        long? requestsLeft,
        CancellationToken cancellationToken
    )
    {
        if (tries == 0)
        {
            return [];
        }

        if (find(buckets[0].Scenario) is not { } scenario || ScenarioSequence.Of(scenario, find) is not { } sequence)
        {
            return [.. buckets.Select(bucket => Verdict(bucket, seen: 0, made: 0, requests: 0, bytes: 0))];
        }

        if (requestsLeft is { } left && left < (long)sequence.Requests * tries)
        {
            return [];
        }

        var (requests, bytes, seen) = (runner.Requests, runner.Bytes, new int[buckets.Count]);
        for (var made = 0; made < tries; made++)
        {
            var outcome = await sequence.RunAsync(runner, cancellationToken);
            var shown = judge.Judge(outcome.Run).Select(BucketKey.Of).ToHashSet();
            for (var at = 0; at < seen.Length; at++)
            {
                seen[at] += shown.Contains(buckets[at].Key) ? 1 : 0;
            }

            if (!outcome.Run.Condition.IsServing && !await runner.ReviveAsync(cancellationToken))
            {
                return [];
            }
        }

        // What it took is counted once.
        return
        [
            .. buckets.Select(
                (bucket, at) =>
                    Verdict(bucket, seen[at], tries, at == 0 ? runner.Requests - requests : 0, at == 0 ? runner.Bytes - bytes : 0)
            ),
        ];
    }

    /// <summary>How many requests are kept for trying again what a scenario finds: without them the last faults of a budget would stay open.</summary>
    /// <param name="scenario">A scenario that wasn't run yet.</param>
    /// <param name="find">Finds a scenario by its number.</param>
    /// <param name="budget">All requests that there are.</param>
    /// <param name="left">Those that are left.</param>
    public long Kept(Scenario scenario, Func<long, Scenario?> find, long budget, long left)
    {
        var own = scenario.Steps.OfType<RequestStep>().Count();
        var most = Math.Min(MostKept, budget / 2);
        // Far from the end it doesn't matter, and what a scenario needs takes reading the journal.
        return left >= own + most ? 0 : Math.Min(most, (long)(ScenarioSequence.Of(scenario, find)?.Requests ?? own) * tries);
    }

    private static JournalVerdict Verdict(BucketSummary bucket, int seen, int made, long requests, long bytes) =>
        new()
        {
            Bucket = bucket.Key.Id,
            Verdict = made > 0 && seen == made ? BucketVerdict.Confirmed : BucketVerdict.Flaky,
            Tries = made,
            Seen = seen,
            At = TimeSpan.Zero,
            Requests = requests,
            Bytes = bytes,
        };
}
