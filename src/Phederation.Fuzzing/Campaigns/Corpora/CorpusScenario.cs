using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Campaigns.Corpora;

/// <summary>A scenario that is worth running at any target of its model.</summary>
/// <param name="Scenario">The scenario; its number is its place in the corpus.</param>
/// <param name="Brings">What it brought that no other of the corpus did when the corpus was made; empty when others only need it.</param>
public sealed record CorpusScenario(Scenario Scenario, IReadOnlyList<string> Brings);
