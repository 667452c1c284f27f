namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, and looks for it.</summary>
public static class CreateSearchShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The search for its id.</summary>
    public const int ById = 1;

    /// <summary>The searches by what it has; there may be none.</summary>
    public const int ByValue = 2;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="route">Where it is made.</param>
    /// <param name="body">What is made.</param>
    /// <param name="target">Where it is looked for; its seeds are not made.</param>
    /// <param name="queries">Conditions that hold for it by what is in its body, percent-encoded; each is searched for together with its id.</param>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, SearchTarget target, IReadOnlyList<string> queries)
    {
        var id = $"_id={ShapeBuilder.Captured(Create, "id")}";
        var builder = new ShapeBuilder(number, ScenarioKinds.CreateSearch).Create(route, body, target.Actor).Search(target, id);
        foreach (var query in queries)
        {
            builder.Search(target, $"{query}&{id}");
        }

        return builder.Build();
    }
}
