using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Has SQL made from a request with a plain word in it, and again with words that could end the literal that they stand in.</summary>
public static class SqlLiteralShape
{
    /// <summary>The step with the plain word; those with the others follow.</summary>
    public const int Plain = 0;

    /// <summary>The plain word. All others begin with it.</summary>
    public const string Word = "Qz7mark";

    /// <summary>What could end a literal, in one dialect or another, or be taken for a parameter.</summary>
    public static IReadOnlyList<string> Endings { get; } =
    ["'", "''", "';--", "' OR '1'='1", "\\'", "\"", "/*", "--", "$$", "');DROP TABLE x;--", "%'", "\u2019", "\uff07"];

    /// <summary>The scenario.</summary>
    /// <param name="number">The scenario's number.</param>
    /// <param name="request">The request with a word in its place, already escaped for where it stands (JSON, a query).</param>
    /// <param name="operation">The operation of the model.</param>
    public static Scenario Build(long number, Func<string, FuzzRequest> request, string operation)
    {
        var builder = new ShapeBuilder(number, ScenarioKinds.SqlLiteral);
        foreach (var ending in Endings.Prepend(""))
        {
            builder.Add(
                new RequestStep
                {
                    Operation = operation,
                    Request = request(Word + ending),
                    Intent = ending.Length == 0 ? RequestIntent.Valid : RequestIntent.Open,
                }
            );
        }

        return builder.Build();
    }
}
