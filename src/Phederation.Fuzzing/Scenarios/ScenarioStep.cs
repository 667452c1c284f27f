namespace Phederation.Fuzzing.Scenarios;

/// <summary>One step of a scenario.</summary>
public abstract record ScenarioStep
{
    /// <summary>The operation of the model that it stands for, stable over runs: <c>create Patient</c>, <c>POST /cohortdefinition/sql</c>, <c>restart</c>.</summary>
    public required string Operation { get; init; }
}
