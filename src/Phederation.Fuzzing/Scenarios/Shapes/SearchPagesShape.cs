namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Searches in one page, and again in small ones.</summary>
public static class SearchPagesShape
{
    /// <summary>The search in one page, after the seeds.</summary>
    public const int Whole = 0;

    /// <summary>The first of the small pages; the others follow.</summary>
    public const int First = 1;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="target">Over what: best so narrow that <paramref name="pages"/> hold everything.</param>
    /// <param name="query">The conditions, without <c>_count</c>; may be empty.</param>
    /// <param name="size">How many a small page holds.</param>
    /// <param name="pages">How many small pages are read at most, at least 2. The ones that there are not bring errors that mean nothing.</param>
    /// <param name="whole">How many the one page holds.</param>
    public static Scenario Build(long number, SearchTarget target, string query, int size, int pages, int whole = 100)
    {
        var start = query.Length == 0 ? "" : $"{query}&";
        var builder = new ShapeBuilder(number, ScenarioKinds.SearchPages)
            .Seed(target)
            .Search(target, $"{start}_count={whole}")
            .Search(target, $"{start}_count={size}");
        for (var page = 1; page < pages; page++)
        {
            builder.NextPage(target);
        }

        return builder.Build();
    }
}
