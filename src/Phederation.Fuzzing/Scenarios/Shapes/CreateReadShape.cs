namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource and reads it.</summary>
public static class CreateReadShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The step that reads it.</summary>
    public const int Read = 1;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, string actor) =>
        new ShapeBuilder(number, ScenarioKinds.CreateRead).Create(route, body, actor).Read(route, Create, actor).Build();
}
