using Phederation.Fuzzing.Oracles.Life;
using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>
/// A request takes much longer than others. The same request counts by the quickest of its times in the run, the others by the slowest: a machine that was
/// busy for a moment is no finding. And nothing quicker than a bound is slow, whatever the others are.
/// </summary>
/// <param name="bound">What is never slow; null takes 2 s.</param>
internal sealed class LatencyOracle(TimeSpan? bound = null) : IOracle
{
    /// <summary>How many others there must be.</summary>
    public const int FewestOthers = 3;

    /// <summary>How many times longer than the slowest of the others is an outlier.</summary>
    public const int Factor = 20;

    private readonly TimeSpan _bound = bound ?? TimeSpan.FromSeconds(2);

    public string Name => "latency";

    public string Rule =>
        $"No request takes more than {Factor} times as long as the slowest of the others in the same scenario and more than {_bound.TotalSeconds:0.#} s.";

    public IEnumerable<Finding> Judge(ScenarioRun run)
    {
        var groups = RunReading
            .Of(run)
            .Exchanges.Where(exchange => exchange.IsAnswered && !Disturbance.IsBefore(run, exchange.Step))
            .GroupBy(exchange => new RequestKey(exchange.Sent))
            .ToList();
        foreach (var group in groups)
        {
            var quickest = group.MinBy(exchange => exchange.Answer.Duration)!;
            var others = groups.Where(other => other != group).SelectMany(other => other).Select(other => other.Answer.Duration).ToList();
            if (others.Count >= FewestOthers && quickest.Answer.Duration > _bound && quickest.Answer.Duration > others.Max() * Factor)
            {
                yield return quickest.Found(
                    this,
                    FindingSeverity.Warning,
                    $"{quickest.Line} took {quickest.Answer.Duration.TotalSeconds:0.0} s at the quickest; the slowest of {others.Count} others took {others.Max().TotalSeconds:0.000} s.",
                    "slow"
                );
            }
        }
    }
}
