namespace Phederation.Fuzzing.Scenarios;

/// <summary>
/// A few steps in order that are judged as a whole: create and read, search and search again. It can be run again on a target in the same state:
/// what it takes from earlier scenarios is referred to by their numbers.
/// </summary>
public sealed record Scenario
{
    /// <summary>Its number in its campaign, from 0 in the order of running.</summary>
    public required long Number { get; init; }

    /// <summary>What it is for, as the model names it: <c>create-read</c>, <c>search-and</c>, <c>restart</c>. Oracles go by it.</summary>
    public required string Kind { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<ScenarioStep> Steps { get; init; }

    /// <summary>The numbers of the scenarios whose results its steps refer to, ascending.</summary>
    public IReadOnlyList<long> Needs { get; init; } = [];
}
