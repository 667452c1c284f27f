using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>What is run next.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="ComposedFor">The operation that the scheduler had it made for; null when it wasn't its choice.</param>
/// <param name="Signals">With <see cref="ScenarioOrigin.Repeated"/>, what was seen the first time.</param>
internal sealed record CampaignPlan(Scenario Scenario, ScenarioOrigin Origin, string? ComposedFor, IReadOnlyList<string> Signals);
