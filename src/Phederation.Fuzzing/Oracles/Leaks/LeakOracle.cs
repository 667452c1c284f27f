using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Leaks;

/// <summary>
/// An oracle that looks for texts of the inside in answers. What the client said itself isn't counted. A service that works gives back what others stored
/// in it, which may be any text: in what is read, a single text is no sign yet, and none is in a resource of FHIR.
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

    // Two lines of a stack trace aren't stored by chance; a word of one can be.
    private const int FewestWhereStored = 2;

    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (exchange.Answer.Body.IsEmpty || (!exchange.IsError && (isErrorOnly || IsResource(exchange))))
        {
            return null;
        }

        var needed = !exchange.IsError && IsStored(exchange) ? FewestWhereStored : 1;
        var text = TextParts.Of(exchange.Answer.Body.Span);
        Echo? echo = null;
        var found = new HashSet<string>();
        foreach (var pattern in patterns)
        {
            foreach (var match in pattern.In(text))
            {
                echo ??= Echo.Of(run, exchange);
                if (!echo.Has(match.Value) && IsLeak(exchange, match.Value) && found.Add(match.Value) && found.Count >= needed)
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

    // What is read may have been put there in an earlier scenario, also by this campaign.
    private static bool IsStored(Exchange exchange) => exchange.Sent.Method is "GET" || exchange.Asked.Uses is not null;

    // A FHIR server gives resources and nothing of its own but outcomes.
    private static bool IsResource(Exchange exchange) =>
        exchange.Json is { State: JsonState.Json } json && json.Root.Text("resourceType") is not (null or "OperationOutcome");
}
