namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, reads it, sends a change that must be refused, and reads it again.</summary>
public static class FailedUpdateShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The step that reads it.</summary>
    public const int Before = 1;

    /// <summary>The step that is refused.</summary>
    public const int Update = 2;

    /// <summary>The step that reads it again.</summary>
    public const int After = 3;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, ResourceBody refused, string actor) =>
        new ShapeBuilder(number, ScenarioKinds.FailedUpdate)
            .Create(route, body, actor)
            .Read(route, Create, actor)
            .Update(route, Create, refused, actor)
            .Read(route, Create, actor)
            .Build();
}
