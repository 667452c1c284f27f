namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, changes its version by name, tries to change the version that it was, and reads it.</summary>
public static class IfMatchShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The step that changes the version that is.</summary>
    public const int Update = 1;

    /// <summary>The step that tries to change the version that was.</summary>
    public const int UpdateStale = 2;

    /// <summary>The step that reads it.</summary>
    public const int Read = 3;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="route">Where; it captures <c>etag</c>.</param>
    /// <param name="body">What is made.</param>
    /// <param name="changed">What it is changed to.</param>
    /// <param name="stale">What it must not be changed to: something else.</param>
    /// <param name="actor">Who.</param>
    public static Scenario Build(
        long number,
        ResourceRoute route,
        ResourceBody body,
        ResourceBody changed,
        ResourceBody stale,
        string actor
    )
    {
        var condition = KeyValuePair.Create("If-Match", ShapeBuilder.Captured(Create, "etag"));
        return new ShapeBuilder(number, ScenarioKinds.IfMatch)
            .Create(route, body, actor)
            .Update(route, Create, changed, actor, condition)
            .Update(route, Create, stale with { Intent = RequestIntent.Open }, actor, condition)
            .Read(route, Create, actor)
            .Build();
    }
}
