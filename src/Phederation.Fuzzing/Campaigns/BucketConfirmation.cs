using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>Tries a fault again, with all that its scenario needs: what shows itself each time is confirmed, anything else flaky.</summary>
internal sealed class BucketConfirmation(ScenarioRunner runner, RunJudge judge, int tries)
{
    /// <summary>Tries.</summary>
    /// <param name="bucket">The fault.</param>
    /// <param name="find">Finds a scenario by its number.</param>
    /// <param name="requestsLeft">How many requests may be used; null doesn't limit.</param>
    /// <param name="cancellationToken">Ends it: then the fault stays open.</param>
    /// <returns>Without a time; null when there isn't room for all tries, or the target is gone.</returns>
    public async Task<JournalVerdict?> TryAsync(
        BucketSummary bucket,
        Func<long, Scenario?> find,
        long? requestsLeft,
        CancellationToken cancellationToken
    )
    {
        if (tries == 0)
        {
            return null;
        }

        if (find(bucket.Scenario) is not { } scenario || ScenarioSequence.Of(scenario, find) is not { } sequence)
        {
            return Verdict(bucket, seen: 0, made: 0, requests: 0, bytes: 0);
        }

        if (requestsLeft is { } left && left < (long)sequence.Requests * tries)
        {
            return null;
        }

        var (requests, bytes, seen) = (runner.Requests, runner.Bytes, 0);
        for (var made = 0; made < tries; made++)
        {
            var outcome = await sequence.RunAsync(runner, cancellationToken);
            seen += judge.Judge(outcome.Run).Any(finding => BucketKey.Of(finding) == bucket.Key) ? 1 : 0;
            if (!outcome.Run.Condition.IsServing && !await runner.ReviveAsync(cancellationToken))
            {
                return null;
            }
        }

        return Verdict(bucket, seen, tries, runner.Requests - requests, runner.Bytes - bytes);
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
