using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>Pages from everywhere may act with a visitor's credentials.</summary>
internal sealed class CorsOracle()
    : AnswerOracle(
        "cors",
        "A page from elsewhere isn't let in with credentials: Access-Control-Allow-Origin doesn't echo any origin beside Access-Control-Allow-Credentials (Fetch, CORS protocol; CWE-942)."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        var origin = exchange.Sent.Headers.FirstOrDefault(header => header.Key.Equals("Origin", StringComparison.OrdinalIgnoreCase)).Value;
        if (
            origin is null
            || !"true".Equals(exchange.Answer.Header("Access-Control-Allow-Credentials"), StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }

        return exchange.Answer.Header("Access-Control-Allow-Origin") switch
        {
            { } allowed when allowed == origin => exchange.Found(
                this,
                FindingSeverity.Error,
                $"{exchange.Line} lets a page from {origin} act with its visitor's credentials.",
                "any origin"
            ),
            // Browsers refuse the two together: nothing is open, but nobody meant it so.
            "*" => exchange.Found(this, FindingSeverity.Note, $"{exchange.Line} allows all origins and credentials.", "all origins"),
            _ => null,
        };
    }
}
