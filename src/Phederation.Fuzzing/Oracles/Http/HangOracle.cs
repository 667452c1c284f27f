using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles.Life;
using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>A request isn't answered in its time by a target that serves.</summary>
internal sealed class HangOracle : IOracle
{
    public string Name => "hang";

    public string Rule => "A service that serves answers every request within the time that a client waits.";

    public IEnumerable<Finding> Judge(ScenarioRun run)
    {
        var reading = RunReading.Of(run);
        if (!run.Condition.IsServing && !reading.Exchanges.Any(exchange => exchange.IsAnswered))
        {
            // It isn't this request: nothing is answered.
            return [];
        }

        return reading
            .Exchanges.Where(exchange => exchange.Answer.Fault == TransportFault.TimedOut && !Disturbance.IsBefore(run, exchange.Step))
            .Select(exchange =>
                exchange.Found(
                    this,
                    FindingSeverity.Error,
                    $"{exchange.Line} wasn't answered within {exchange.Answer.Duration.TotalSeconds:0.#} s, while others are.",
                    "timed out"
                )
            );
    }
}
