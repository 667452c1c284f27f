using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.OpenApi;

/// <summary>A media type that the document doesn't know.</summary>
/// <param name="operations">The document's operations, by name.</param>
internal sealed class DeclaredTypeOracle(IReadOnlyDictionary<string, ApiOperation> operations)
    : AnswerOracle(
        "undeclared-type",
        "An answer's media type is one that the service's document declares for its status (OpenAPI 3.1, 4.8.17)."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (
            exchange.Answer.Body.IsEmpty
            || exchange.IsHead
            || exchange.Answer.Status >= 500
            || exchange.MediaType is not { Length: > 0 } type
            || !run.IsGrounded(exchange)
            || DeclaredExchange.OperationOf(exchange, operations)?.ResponseFor(exchange.Answer.Status) is not { Media.Count: > 0 } response
            || response.Media.Any(media => media.Covers(type))
        )
        {
            return null;
        }

        return exchange.Found(
            this,
            FindingSeverity.Warning,
            $"The {exchange.Answer.Status} to {exchange.Line} is {type}; declared are {string.Join(", ", response.Media.Select(media => media.Plain))}.",
            $"{exchange.Answer.Status} {type}"
        );
    }
}
