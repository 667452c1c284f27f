using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles;

/// <summary>An oracle that judges answers one by one.</summary>
/// <param name="name">Its name.</param>
/// <param name="rule">What must hold, with its source.</param>
internal abstract class AnswerOracle(string name, string rule) : IOracle
{
    public string Name { get; } = name;

    public string Rule { get; } = rule;

    public IEnumerable<Finding> Judge(ScenarioRun run)
    {
        var reading = RunReading.Of(run);
        return reading.Exchanges.Where(exchange => exchange.IsAnswered).Select(exchange => Judge(reading, exchange)).OfType<Finding>();
    }

    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    protected abstract Finding? Judge(RunReading run, Exchange exchange);
}
