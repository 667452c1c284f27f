namespace Phederation.Fuzzing.Scenarios;

/// <summary>A resource by the step that made it.</summary>
/// <param name="Kind">Its kind: a FHIR type, the name of a collection.</param>
/// <param name="Scenario">The number of the scenario.</param>
/// <param name="Step">The step, from 0.</param>
public readonly record struct ResourceReference(string Kind, long Scenario, int Step)
{
    /// <summary>What stands in a request for something that the step captured.</summary>
    public string Capture(string name) => $"{{{{{Scenario}.{Step}.{name}}}}}";
}
