namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Searches by GET, and by POST.</summary>
public static class SearchPostShape
{
    /// <summary>The search by GET, after the seeds.</summary>
    public const int Get = 0;

    /// <summary>The search by POST.</summary>
    public const int Post = 1;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, SearchTarget target, string query) =>
        new ShapeBuilder(number, ScenarioKinds.SearchPost).Seed(target).Search(target, query).SearchByPost(target, query).Build();
}
