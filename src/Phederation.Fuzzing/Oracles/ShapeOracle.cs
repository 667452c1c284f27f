using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles;

/// <summary>An oracle that judges how the answers of a scenario go together.</summary>
/// <param name="name">Its name.</param>
/// <param name="rule">What must hold, with its source.</param>
/// <param name="kinds">The kinds of scenarios that it knows.</param>
internal abstract class ShapeOracle(string name, string rule, params string[] kinds) : IOracle
{
    public string Name { get; } = name;

    public string Rule { get; } = rule;

    public IEnumerable<Finding> Judge(ScenarioRun run) => kinds.Contains(run.Scenario.Kind) ? Judge(RunReading.Of(run)) : [];

    /// <summary>What doesn't go together.</summary>
    protected abstract IEnumerable<Finding> Judge(RunReading run);
}
