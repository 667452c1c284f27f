namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Searches in no order, in one, and in its reverse.</summary>
public static class SearchSortShape
{
    /// <summary>The search in no order, after the seeds.</summary>
    public const int Unsorted = 0;

    /// <summary>The search in order.</summary>
    public const int Ascending = 1;

    /// <summary>The search in reverse order.</summary>
    public const int Descending = 2;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, SearchTarget target, string parameter) =>
        new ShapeBuilder(number, ScenarioKinds.SearchSort)
            .Seed(target)
            .Search(target, "_count=100")
            .Search(target, $"_sort={parameter}&_count=100")
            .Search(target, $"_sort=-{parameter}&_count=100")
            .Build();
}
