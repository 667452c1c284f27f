using Phederation.Fuzzing.Models.OpenApi.Documents;
using Phederation.Fuzzing.Models.OpenApi.Schemas;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.OpenApi;

/// <summary>A body that isn't what the document says.</summary>
/// <param name="operations">The document's operations, by name.</param>
internal sealed class DeclaredBodyOracle(IReadOnlyDictionary<string, ApiOperation> operations)
    : AnswerOracle(
        "undeclared-body",
        "An answer's body is what the schema says that the service's document declares for it (OpenAPI 3.1, 4.8.14)."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (
            exchange.IsHead
            || exchange.Answer.Header("Content-Encoding") is not null
            || exchange.Json is not { State: JsonState.Json } json
            || exchange.MediaType is not { } type
            || !run.IsGrounded(exchange)
            || DeclaredExchange.OperationOf(exchange, operations)?.ResponseFor(exchange.Answer.Status) is not { } response
        )
        {
            return null;
        }

        var media = response.Media.Where(one => one.Covers(type)).OrderByDescending(one => one.Plain.Length).FirstOrDefault();
        if (
            media is not { IsJson: true, Schema: { } schema }
            || SchemaValidator.Find(schema, json.Root, SchemaDirection.Answer) is not { } fault
        )
        {
            return null;
        }

        return exchange.Found(
            this,
            FindingSeverity.Warning,
            $"The {exchange.Answer.Status} to {exchange.Line} isn't what its schema says, at {(fault.Path.Length == 0 ? "its root" : fault.Path)}: {fault.What}.",
            $"{exchange.Answer.Status} {fault.Label}"
        );
    }
}
