using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles;

/// <summary>Knows one thing that must hold. It judges what it is shown and keeps nothing: the same run is judged the same again.</summary>
public interface IOracle
{
    /// <summary>Its name, stable over versions: buckets and reports have it.</summary>
    string Name { get; }

    /// <summary>What must hold, in one sentence, with its source.</summary>
    string Rule { get; }

    /// <summary>Where it doesn't hold.</summary>
    IEnumerable<Finding> Judge(ScenarioRun run);
}
