using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.OpenApi;

/// <summary>A status that the document doesn't know.</summary>
/// <param name="operations">The document's operations, by name.</param>
internal sealed class DeclaredStatusOracle(IReadOnlyDictionary<string, ApiOperation> operations)
    : AnswerOracle(
        "undeclared-status",
        "An answer's status is one that the service's document declares for the operation (OpenAPI 3.1, 4.8.16)."
    )
{
    // What HTTP itself, or who stands before the service, may say to any request (RFC 9110, 15; RFC 6585), and 5xx, which others judge.
    private static bool IsAnyones(int status) =>
        status
            is < 200
                or 304
                or 401
                or 403
                or 405
                or 406
                or 408
                or 411
                or 412
                or 413
                or 414
                or 415
                or 416
                or 417
                or 421
                or 426
                or 429
                or 431
                or >= 500;

    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        var status = exchange.Answer.Status;
        if (
            IsAnyones(status)
            || !run.IsGrounded(exchange)
            || DeclaredExchange.OperationOf(exchange, operations) is not { Responses.Count: > 0 } operation
            || operation.ResponseFor(status) is not null
        )
        {
            return null;
        }

        return exchange.Found(
            this,
            status < 400 ? FindingSeverity.Warning : FindingSeverity.Note,
            $"{exchange.Line} was answered with {status}; declared are {string.Join(", ", operation.Responses.Select(response => response.Status))}.",
            $"status {status}"
        );
    }
}
