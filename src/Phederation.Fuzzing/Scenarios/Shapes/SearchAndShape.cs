namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Searches by one condition, by another, and by both.</summary>
public static class SearchAndShape
{
    /// <summary>The search by one, after the seeds.</summary>
    public const int One = 0;

    /// <summary>The search by the other.</summary>
    public const int Other = 1;

    /// <summary>The search by both.</summary>
    public const int Both = 2;

    /// <summary>The scenario. Conditions are percent-encoded: <c>name=x</c>.</summary>
    public static Scenario Build(long number, SearchTarget target, string one, string other) =>
        new ShapeBuilder(number, ScenarioKinds.SearchAnd)
            .Seed(target)
            .Search(target, one)
            .Search(target, other)
            .Search(target, $"{one}&{other}")
            .Build();
}
