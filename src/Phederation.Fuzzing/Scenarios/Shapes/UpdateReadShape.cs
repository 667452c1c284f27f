namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, changes it, and reads it.</summary>
public static class UpdateReadShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The step that changes it.</summary>
    public const int Update = 1;

    /// <summary>The step that reads it.</summary>
    public const int Read = 2;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="route">Where.</param>
    /// <param name="body">What is made.</param>
    /// <param name="changed">What it is changed to: best something else, for a change that changes nothing need not be a version.</param>
    /// <param name="actor">Who.</param>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, ResourceBody changed, string actor) =>
        new ShapeBuilder(number, ScenarioKinds.UpdateRead)
            .Create(route, body, actor)
            .Update(route, Create, changed, actor)
            .Read(route, Create, actor)
            .Build();
}
