namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Searches by one value, by another, and by either.</summary>
public static class SearchOrShape
{
    /// <summary>The search by one, after the seeds.</summary>
    public const int One = 0;

    /// <summary>The search by the other.</summary>
    public const int Other = 1;

    /// <summary>The search by either.</summary>
    public const int Either = 2;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="target">Over what.</param>
    /// <param name="parameter">The parameter, with its modifier; none that turns values round (<c>:not</c>, <c>:missing</c>).</param>
    /// <param name="one">A value, percent-encoded, without a comma of its own.</param>
    /// <param name="other">Another.</param>
    public static Scenario Build(long number, SearchTarget target, string parameter, string one, string other) =>
        new ShapeBuilder(number, ScenarioKinds.SearchOr)
            .Seed(target)
            .Search(target, $"{parameter}={one}")
            .Search(target, $"{parameter}={other}")
            .Search(target, $"{parameter}={one},{other}")
            .Build();
}
