namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Asks the same by GET and by HEAD.</summary>
public static class GetHeadShape
{
    /// <summary>The GET.</summary>
    public const int Get = 0;

    /// <summary>The HEAD.</summary>
    public const int Head = 1;

    /// <summary>The scenario.</summary>
    public static Scenario Build(long number, string operation, string path, string actor)
    {
        var builder = new ShapeBuilder(number, ScenarioKinds.GetHead);
        foreach (var method in (string[])["GET", "HEAD"])
        {
            builder.Add(
                new RequestStep
                {
                    Operation = operation,
                    Request = ShapeBuilder.Request(method, path, actor),
                    Intent = RequestIntent.Open,
                }
            );
        }

        return builder.Build();
    }
}
