namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, removes it, and looks for it.</summary>
public static class DeleteSearchShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The step that removes it.</summary>
    public const int Delete = 1;

    /// <summary>The search for its id.</summary>
    public const int Search = 2;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, SearchTarget target) =>
        new ShapeBuilder(number, ScenarioKinds.DeleteSearch)
            .Create(route, body, target.Actor)
            .Delete(route, Create, target.Actor)
            .Search(target, $"_id={ShapeBuilder.Captured(Create, "id")}")
            .Build();
}
