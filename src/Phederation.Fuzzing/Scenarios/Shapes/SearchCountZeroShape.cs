namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Searches, and searches for the number alone.</summary>
public static class SearchCountZeroShape
{
    /// <summary>The search, after the seeds.</summary>
    public const int Whole = 0;

    /// <summary>The search with <c>_count=0</c>.</summary>
    public const int Zero = 1;

    /// <summary>The search with <c>_summary=count</c>.</summary>
    public const int Summary = 2;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, SearchTarget target, string query)
    {
        var start = query.Length == 0 ? "" : $"{query}&";
        return new ShapeBuilder(number, ScenarioKinds.SearchCountZero)
            .Seed(target)
            .Search(target, $"{start}_total=accurate")
            .Search(target, $"{start}_count=0")
            .Search(target, $"{start}_summary=count")
            .Build();
    }
}
