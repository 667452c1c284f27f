namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, changes it, and reads the version before the change.</summary>
public static class VersionReadShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The step that changes it.</summary>
    public const int Update = 1;

    /// <summary>The step that reads what it was.</summary>
    public const int ReadVersion = 2;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, ResourceBody changed, string actor) =>
        new ShapeBuilder(number, ScenarioKinds.VersionRead)
            .Create(route, body, actor)
            .Update(route, Create, changed, actor)
            .ReadVersion(route, Create, Create, actor)
            .Build();
}
