using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;

namespace Phederation.Fuzzing.Reproducing;

/// <summary>Runs the scenarios of a fault again, and says whether it is still there.</summary>
/// <param name="runner">Runs scenarios.</param>
/// <param name="oracles">Those of the campaign.</param>
public sealed class BucketReplay(ScenarioRunner runner, IReadOnlyList<IOracle> oracles)
{
    private readonly RunJudge _judge = new(oracles, _ => { });

    /// <summary>Tries it.</summary>
    /// <param name="sequence">The scenarios.</param>
    /// <param name="bucket">The fault.</param>
    /// <param name="tries">How often.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FuzzException">The target doesn't serve.</exception>
    public async Task<ReplayVerdict> RunAsync(ScenarioSequence sequence, BucketKey bucket, int tries, CancellationToken cancellationToken)
    {
        if (!await runner.WaitUntilServingAsync(cancellationToken))
        {
            throw new FuzzException(FuzzErrorKind.Missing, "The target doesn't serve.", "Start it, and look at --target.");
        }

        var seen = 0;
        ScenarioRun? last = null;
        for (var made = 0; made < tries; made++)
        {
            var (shows, run) = await TryAsync(sequence, bucket, cancellationToken);
            seen += shows ? 1 : 0;
            last = shows ? run : last ?? run;
            if (!run.Condition.IsServing && !await runner.ReviveAsync(cancellationToken))
            {
                // It brought the target down: nothing shows a fault more clearly, and nothing more can be tried.
                return new ReplayVerdict(made + 1, seen, last!);
            }
        }

        return new ReplayVerdict(tries, seen, last!);
    }

    /// <summary>Tries it once.</summary>
    internal async Task<(bool Shows, ScenarioRun Run)> TryAsync(
        ScenarioSequence sequence,
        BucketKey bucket,
        CancellationToken cancellationToken
    )
    {
        var outcome = await sequence.RunAsync(runner, cancellationToken);
        return (_judge.Judge(outcome.Run).Any(finding => BucketKey.Of(finding) == bucket), outcome.Run);
    }

    /// <summary>Starts the target again where it has ended; returns whether it serves.</summary>
    internal Task<bool> ReviveAsync(CancellationToken cancellationToken) => runner.ReviveAsync(cancellationToken);
}
