using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>A header is there twice that says one thing.</summary>
internal sealed class SingleHeaderOracle() : AnswerOracle("single-header", "A header that isn't a list is there once (RFC 9110, 5.3).")
{
    private static readonly HashSet<string> Single = new(StringComparer.OrdinalIgnoreCase)
    {
        "Access-Control-Allow-Credentials",
        "Access-Control-Allow-Origin",
        "Age",
        "Content-Length",
        "Content-Location",
        "Content-Range",
        "Content-Type",
        "Date",
        "ETag",
        "Expires",
        "Last-Modified",
        "Location",
        "Retry-After",
        "Server",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "X-Frame-Options",
    };

    protected override Finding? Judge(RunReading run, Exchange exchange) =>
        exchange
            .Answer.Headers.GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1 && Single.Contains(group.Key))
            .Select(group =>
                exchange.Found(
                    this,
                    FindingSeverity.Warning,
                    $"The answer to {exchange.Line} has {group.Key} {group.Count()} times.",
                    group.Key.ToLowerInvariant()
                )
            )
            .FirstOrDefault();
}
