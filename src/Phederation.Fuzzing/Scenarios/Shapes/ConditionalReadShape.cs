namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, reads it, and reads it again unless it is still the same.</summary>
public static class ConditionalReadShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>The step that reads it.</summary>
    public const int Read = 1;

    /// <summary>The step that reads it unless it has the same tag.</summary>
    public const int ReadAgain = 2;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="route">Where; it captures <c>etag</c>.</param>
    /// <param name="body">What is made.</param>
    /// <param name="actor">Who.</param>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, string actor) =>
        new ShapeBuilder(number, ScenarioKinds.ConditionalRead)
            .Create(route, body, actor)
            .Read(route, Create, actor)
            .Read(
                route,
                Create,
                actor,
                RequestIntent.Open,
                "GET",
                KeyValuePair.Create("If-None-Match", ShapeBuilder.Captured(Create, "etag"))
            )
            .Build();
}
