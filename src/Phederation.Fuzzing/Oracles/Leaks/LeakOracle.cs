using System.Text.RegularExpressions;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>
/// An oracle that looks for texts of the inside in answers. What the client said itself isn't counted. A service that works gives back what others stored
/// in it, which may be any text: of answers without an error, only those count that nobody's resource is in.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="rule">What must hold, with its source.</param>
/// <param name="severity">How bad it is.</param>
/// <param name="patterns">What is looked for.</param>
/// <param name="isErrorOnly">Whether answers without an error may have such texts.</param>
internal abstract class LeakOracle(
    string name,
    string rule,
    FindingSeverity severity,
    IReadOnlyList<LeakPattern> patterns,
    bool isErrorOnly
) : AnswerOracle(name, rule)
{
    private const int LargestQuote = 160;

    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (exchange.Answer.Body.IsEmpty || (!exchange.IsError && (isErrorOnly || IsStored(exchange))))
        {
            return null;
        }

        var text = TextParts.Of(exchange.Answer.Body.Span);
        Echo? echo = null;
        foreach (var pattern in patterns)
        {
            foreach (Match match in pattern.Text.Matches(text))
            {
                echo ??= Echo.Of(run, exchange);
                if (!echo.Has(match.Value) && IsLeak(exchange, match.Value))
                {
                    var quote = match.Value.Trim();
                    return exchange.Found(
                        this,
                        severity,
                        $"The answer to {exchange.Line} ({exchange.Answer.Status}) tells of the inside: {Shown(quote)}",
                        $"{pattern.Name}: {Shown(quote)}"
                    );
                }
            }
        }

        return null;
    }

    /// <summary>Whether a match is one indeed.</summary>
    protected virtual bool IsLeak(Exchange exchange, string match) => true;

    /// <summary>What is shown of a match.</summary>
    protected virtual string Shown(string quote) => quote.Length > LargestQuote ? quote[..LargestQuote] + "…" : quote;

    // What a GET or a search brings may have been put there in an earlier scenario, also by this campaign.
    private static bool IsStored(Exchange exchange) =>
        exchange.Sent.Method is "GET" || exchange.Asked.Uses is not null || exchange.Json.State == JsonState.Json && IsBundle(exchange);

    private static bool IsBundle(Exchange exchange) => exchange.Json.Root.Text("resourceType") == "Bundle";
}
