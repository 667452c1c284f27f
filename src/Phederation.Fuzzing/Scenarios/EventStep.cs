namespace Phederation.Fuzzing.Scenarios;

/// <summary>Something that happens to the target between requests.</summary>
public sealed record EventStep : ScenarioStep
{
    /// <summary>What happens.</summary>
    public required TargetEvent Event { get; init; }
}
