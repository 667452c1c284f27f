namespace Phederation.Fuzzing.Scenarios;

/// <summary>A scenario and what came of it. Oracles judge it, and nothing else: the same run is judged the same again.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Results">What each step brought; shorter than the steps when the run was cut off.</param>
/// <param name="Condition">How the target was afterwards.</param>
public sealed record ScenarioRun(Scenario Scenario, IReadOnlyList<StepResult> Results, TargetCondition Condition);
