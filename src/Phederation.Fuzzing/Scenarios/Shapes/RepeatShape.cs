namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Sends a request that is known to be quick and one that may be slow, by turns, so that their times can be compared.</summary>
public static class RepeatShape
{
    /// <summary>How often each is sent.</summary>
    public const int Times = 3;

    /// <summary>The scenario: at even steps the quick one, at odd ones the other.</summary>
    public static Scenario Build(long number, RequestStep quick, RequestStep other)
    {
        var builder = new ShapeBuilder(number, ScenarioKinds.Repeat);
        for (var i = 0; i < Times; i++)
        {
            builder.Add(quick).Add(other);
        }

        return builder.Build();
    }
}
