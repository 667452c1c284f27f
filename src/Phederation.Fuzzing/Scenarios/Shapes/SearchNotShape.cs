namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Searches for all, for those with a value, and for those without it.</summary>
public static class SearchNotShape
{
    /// <summary>The search for all, after the seeds.</summary>
    public const int All = 0;

    /// <summary>The search for those with the value.</summary>
    public const int With = 1;

    /// <summary>The search with <c>:not</c>.</summary>
    public const int Without = 2;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="target">Over what: best so narrow that a page holds everything.</param>
    /// <param name="parameter">A token parameter, without a modifier.</param>
    /// <param name="value">A value, percent-encoded.</param>
    public static Scenario Build(long number, SearchTarget target, string parameter, string value) =>
        new ShapeBuilder(number, ScenarioKinds.SearchNot)
            .Seed(target)
            .Search(target, "_count=100")
            .Search(target, $"{parameter}={value}&_count=100")
            .Search(target, $"{parameter}:not={value}&_count=100")
            .Build();
}
