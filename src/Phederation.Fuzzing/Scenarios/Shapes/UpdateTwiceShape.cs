namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, changes it twice in the same way, and reads it after each.</summary>
public static class UpdateTwiceShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The step that changes it.</summary>
    public const int Update = 1;

    /// <summary>The step that reads it between.</summary>
    public const int Read = 2;

    /// <summary>The step that changes it again.</summary>
    public const int UpdateAgain = 3;

    /// <summary>The step that reads it at the end.</summary>
    public const int ReadAgain = 4;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, ResourceBody changed, string actor) =>
        new ShapeBuilder(number, ScenarioKinds.UpdateTwice)
            .Create(route, body, actor)
            .Update(route, Create, changed, actor)
            .Read(route, Create, actor)
            .Update(route, Create, changed, actor)
            .Read(route, Create, actor)
            .Build();
}
