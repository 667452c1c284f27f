namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, removes it, reads it, and removes it again.</summary>
public static class DeleteReadShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The step that removes it.</summary>
    public const int Delete = 1;

    /// <summary>The step that reads it.</summary>
    public const int Read = 2;

    /// <summary>The step that removes it again.</summary>
    public const int DeleteAgain = 3;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, string actor) =>
        new ShapeBuilder(number, ScenarioKinds.DeleteRead)
            .Create(route, body, actor)
            .Delete(route, Create, actor)
            .Read(route, Create, actor, RequestIntent.Open)
            .Delete(route, Create, actor, RequestIntent.Open)
            .Build();
}
