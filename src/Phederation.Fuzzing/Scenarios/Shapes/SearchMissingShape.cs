namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Searches for all, for those that lack a value, and for those that have one.</summary>
public static class SearchMissingShape
{
    /// <summary>The search for all, after the seeds.</summary>
    public const int All = 0;

    /// <summary>The search for those that lack it.</summary>
    public const int Lacking = 1;

    /// <summary>The search for those that have it.</summary>
    public const int Having = 2;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, SearchTarget target, string parameter) =>
        new ShapeBuilder(number, ScenarioKinds.SearchMissing)
            .Seed(target)
            .Search(target, "_count=100")
            .Search(target, $"{parameter}:missing=true&_count=100")
            .Search(target, $"{parameter}:missing=false&_count=100")
            .Build();
}
