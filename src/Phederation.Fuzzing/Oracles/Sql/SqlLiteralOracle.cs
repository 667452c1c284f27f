using System.Text;
using System.Text.Json;
using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Sql;

/// <summary>
/// A text in a request changes the SQL that is made of it. What is compared is its structure: with a plain word and with one that could end the literal it
/// stands in, the words of the SQL are the same but for the one that holds it.
/// </summary>
internal sealed class SqlLiteralOracle()
    : ShapeOracle("sql-escaping", "A text in a request stays one text in the SQL that is made of it (CWE-89).", ScenarioKinds.SqlLiteral)
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (run.At(SqlLiteralShape.Plain) is not { IsSuccess: true } plain)
        {
            yield break;
        }

        var expected = SqlIn(plain).ToDictionary(pair => pair.Path, pair => SqlTokens.Of(pair.Sql));
        for (var step = SqlLiteralShape.Plain + 1; step < run.Run.Scenario.Steps.Count; step++)
        {
            if (run.At(step) is not { IsSuccess: true } exchange)
            {
                continue;
            }

            foreach (var (path, sql) in Texts(exchange))
            {
                if (expected.TryGetValue(path, out var tokens) && Difference(tokens, SqlTokens.Of(sql)) is { } difference)
                {
                    var ending = SqlLiteralShape.Endings[(step - 1) % SqlLiteralShape.Endings.Count];
                    yield return exchange.Found(
                        this,
                        FindingSeverity.Critical,
                        $"A text with {ending} in it changes the SQL that {exchange.Line} makes: {difference}.",
                        $"ending {ending}"
                    );
                    break;
                }
            }
        }
    }

    // The texts of an answer that are SQL with the word in it.
    private static IEnumerable<(string Path, string Sql)> SqlIn(Exchange exchange) =>
        Texts(exchange).Where(pair => pair.Sql.Contains(SqlLiteralShape.Word, StringComparison.Ordinal) && IsSql(pair.Sql));

    private static bool IsSql(string text) =>
        SqlTokens
            .Of(text)
            .Any(token =>
                token.Kind == SqlTokenKind.Word
                && token.Text.ToUpperInvariant() is "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "CREATE" or "MERGE" or "WITH"
            );

    private static IEnumerable<(string Path, string Sql)> Texts(Exchange exchange) =>
        exchange.Json switch
        {
            { State: JsonState.Json } json => Texts("", json.Root),
            { State: JsonState.NotJson } => [("", Encoding.UTF8.GetString(exchange.Answer.Body.Span))],
            _ => [],
        };

    private static IEnumerable<(string Path, string Sql)> Texts(string path, JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => [(path, element.GetString()!)],
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts($"{path}.{member.Name}", member.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Texts($"{path}[{i}]", item)),
            _ => [],
        };

    private static string? Difference(IReadOnlyList<SqlToken> expected, IReadOnlyList<SqlToken> actual)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            var (one, other) = (expected[i], actual[i]);
            if (one.Kind != other.Kind || (one.Text != other.Text && !(Marks(one) && Marks(other))))
            {
                return other.Kind == SqlTokenKind.Unended ? "a text in it doesn't end" : $"where {Shown(one)} should be, is {Shown(other)}";
            }
        }

        return expected.Count == actual.Count ? null : $"it has {actual.Count} words, not {expected.Count}";
    }

    // Within a text, a quoted name or a comment; a bare word that changes is one that was let through.
    private static bool Marks(SqlToken token) =>
        token.Kind != SqlTokenKind.Word && token.Text.Contains(SqlLiteralShape.Word, StringComparison.Ordinal);

    private static string Shown(SqlToken token) =>
        $"{token.Kind.ToString().ToLowerInvariant()} {(token.Text.Length > 40 ? token.Text[..40] + "…" : token.Text)}";
}
