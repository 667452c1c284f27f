namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Makes a resource, lets something happen to the target, and reads it.</summary>
public static class EventReadShape
{
    /// <summary>The step that makes it.</summary>
    public const int Create = 0;

    /// <summary>What happens.</summary>
    public const int Event = 1;

    /// <summary>The step that reads it.</summary>
    public const int Read = 2;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="route">Where.</param>
    /// <param name="body">What is made.</param>
    /// <param name="happening">What happens.</param>
    /// <param name="operation">The operation that stands for it: <c>restart</c>.</param>
    /// <param name="actor">Who.</param>
    public static Scenario Build(
        long number,
        ResourceRoute route,
        ResourceBody body,
        TargetEvent happening,
        string operation,
        string actor
    ) =>
        new ShapeBuilder(number, ScenarioKinds.EventRead)
            .Create(route, body, actor)
            .Add(new EventStep { Operation = operation, Event = happening })
            .Read(route, Create, actor)
            .Build();
}
