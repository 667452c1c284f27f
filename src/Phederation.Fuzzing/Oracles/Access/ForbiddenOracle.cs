using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Access;

/// <summary>Somebody is served who must not be.</summary>
/// <param name="name">Its name.</param>
/// <param name="rule">What must hold.</param>
/// <param name="isAnonymous">Whether it judges requests without credentials, or those of others.</param>
internal abstract class ForbiddenOracle(string name, string rule, bool isAnonymous) : IOracle
{
    public string Name { get; } = name;

    public string Rule { get; } = rule;

    public IEnumerable<Finding> Judge(ScenarioRun run)
    {
        var reading = RunReading.Of(run);
        return reading
            .Exchanges.Where(exchange =>
                exchange.Asked.Intent == RequestIntent.Forbidden
                && exchange.Sent.Actor == FuzzRequest.Anonymous == isAnonymous
                && exchange.IsSuccess
                && reading.IsGrounded(exchange)
                && IsServed(exchange)
                && !IsPage(reading, exchange)
            )
            .Select(exchange =>
                exchange.Found(
                    this,
                    FindingSeverity.Critical,
                    $"{exchange.Line} by {exchange.Sent.Actor} must be refused, and was answered with {exchange.Answer.Status}.",
                    $"{exchange.Sent.Method} {exchange.Answer.Status}"
                )
            );
    }

    private static bool IsServed(Exchange exchange) =>
        exchange.Sent.Method switch
        {
            // Deleting what isn't there, for who asks, may be answered as done: whether it was, shows in what its owner reads.
            "DELETE" => false,
            "GET" or "HEAD" => !IsEmptyBundle(exchange),
            _ => true,
        };

    // A page to sign in on, where its owner gets something else.
    private static bool IsPage(RunReading run, Exchange exchange) =>
        exchange.MediaType == "text/html"
        && run.Exchanges.Any(other => other.IsSuccess && other.MediaType is { } type && type != "text/html");

    // A history or a search without anything in it gives nothing away.
    private static bool IsEmptyBundle(Exchange exchange) =>
        exchange.Json is { State: JsonState.Json } json
        && json.Root.Text("resourceType") == "Bundle"
        && json.Root.Count("total") is null or 0
        && !json.Root.Items("entry").Any();
}
