namespace Phederation.Fuzzing.Sending.References;

/// <summary>What a <c>{{SCENARIO.STEP.NAME}}</c> in a request refers to.</summary>
/// <param name="Scenario">The scenario's number; null is the scenario that it stands in.</param>
/// <param name="Step">The step, from 0.</param>
/// <param name="Name">What was captured.</param>
internal readonly record struct CaptureReference(long? Scenario, int Step, string Name)
{
    /// <summary>As it is written in a request.</summary>
    public override string ToString() => $"{{{{{Scenario}.{Step}.{Name}}}}}";
}
