namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Asks as a page from elsewhere does: whether it may, and then without asking.</summary>
public static class ForeignOriginShape
{
    /// <summary>The question.</summary>
    public const int Preflight = 0;

    /// <summary>The request.</summary>
    public const int Get = 1;

    /// <summary>Where the page is from: a name that nobody has (RFC 6761).</summary>
    public const string Origin = "https://elsewhere.invalid";

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, string operation, string path, string actor)
    {
        var origin = KeyValuePair.Create("Origin", Origin);
        return new ShapeBuilder(number, ScenarioKinds.ForeignOrigin)
            .Add(Step("OPTIONS", origin, KeyValuePair.Create("Access-Control-Request-Method", "GET")))
            .Add(Step("GET", origin))
            .Build();

        RequestStep Step(string method, params KeyValuePair<string, string>[] headers) =>
            new()
            {
                Operation = operation,
                Request = ShapeBuilder.Request(method, path, actor) with { Headers = headers },
                Intent = RequestIntent.Open,
            };
    }
}
