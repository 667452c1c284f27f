using System.Text.Json;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>An error of a service that promises problem documents is none.</summary>
internal sealed class ProblemOracle()
    : AnswerOracle("error-problem", "Errors are problem documents (RFC 9457), whose status is the answer's.")
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (!exchange.IsError || exchange.IsHead || RefusedBefore.IsTheServers(exchange) || exchange.Json.State == JsonState.Undecided)
        {
            return null;
        }

        var lack = exchange.Json.State switch
        {
            JsonState.Empty => "no body",
            _ when exchange.MediaType != "application/problem+json" => exchange.MediaType ?? "no type",
            // What is no JSON although it is said to be, is for another.
            JsonState.NotJson => null,
            _ when exchange.Json.Root.ValueKind != JsonValueKind.Object => "no object",
            _ when exchange.Json.Root.Member("status") is { } status
                    && (exchange.Json.Root.Count("status") ?? -1) != exchange.Answer.Status => $"status {status}",
            _ => null,
        };
        return lack is null
            ? null
            : exchange.Found(
                this,
                FindingSeverity.Warning,
                $"{exchange.Line} was answered with {exchange.Answer.Status} without a proper problem document: {lack}.",
                $"{exchange.Answer.Status} {lack}"
            );
    }
}
