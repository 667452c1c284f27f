namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Looks, sends a creation that must be refused, and looks again.</summary>
public static class FailedCreateShape
{
    /// <summary>The step that looks.</summary>
    public const int Before = 0;

    /// <summary>The step that is refused.</summary>
    public const int Create = 1;

    /// <summary>The step that looks again.</summary>
    public const int After = 2;

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="route">Where.</param>
    /// <param name="body">What is refused.</param>
    /// <param name="probe">
    /// What would show it, if it were made: a search with its <see cref="SearchTarget.Narrowing"/> for something in the body that nothing else has, or a list.
    /// </param>
    public static Scenario Build(long number, ResourceRoute route, ResourceBody body, SearchTarget probe) =>
        new ShapeBuilder(number, ScenarioKinds.FailedCreate).Search(probe, "").Create(route, body, probe.Actor).Search(probe, "").Build();
}
