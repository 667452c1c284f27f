using Phederation.Fuzzing.Campaigns.Mutating;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Targets;

namespace Phederation.Fuzzing.Campaigns.Events;

/// <summary>Makes scenarios in which something happens to the target between requests.</summary>
internal static class EventScenarios
{
    /// <summary>The kind of such a scenario.</summary>
    public const string Kind = "event";

    /// <summary>Some steps, the event, and more steps; what is asked after it may be answered in any way but a fault of the server.</summary>
    /// <param name="happening">What happens.</param>
    /// <param name="number">The scenario's number.</param>
    /// <param name="before">A scenario with that number; null for none.</param>
    /// <param name="after">Scenarios with that number.</param>
    public static Scenario Make(TargetEvent happening, long number, Scenario? before, IReadOnlyList<Scenario> after)
    {
        List<ScenarioStep> steps = [.. before?.Steps ?? []];
        steps.Add(new EventStep { Operation = TargetEvents.Operation(happening), Event = happening });
        foreach (var scenario in after)
        {
            var shift = steps.Count;
            steps.AddRange(
                scenario.Steps.Select(step =>
                    ScenarioMutator.Opened(ScenarioReferences.Map(step, (to, at) => to == number ? (to, at + shift) : (to, at), shift))
                )
            );
        }

        return new Scenario
        {
            Number = number,
            Kind = Kind,
            Steps = steps,
            Needs = [.. (before?.Needs ?? []).Concat(after.SelectMany(scenario => scenario.Needs)).Distinct().Order()],
        };
    }
}
