using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>What is right is refused.</summary>
internal sealed class ValidRefusedOracle() : AnswerOracle("valid-refused", "What is valid by the service's own specification is accepted.")
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (
            exchange.Asked.Intent != RequestIntent.Valid
            || !exchange.IsRefused
            || exchange.Answer.Status is 401 or 407 or 408 or 429
            || !run.IsGrounded(exchange)
            || IsJudgedElsewhere(run, exchange)
            || IsNotSupported(exchange)
        )
        {
            return null;
        }

        var text = ErrorText.Of(exchange);
        return exchange.Found(this, FindingSeverity.Warning, $"{exchange.Line} is valid, and was refused with {text}", text);
    }

    // Whether what was made in this scenario can be read and is still as it was, is for those who know what happened between.
    private static bool IsJudgedElsewhere(RunReading run, Exchange exchange)
    {
        var isOwn = exchange.Asked.Uses is { } used && used.Scenario == run.Run.Scenario.Number;
        return isOwn
            && (exchange.Sent.Method is "GET" or "HEAD" || IsConditional(exchange) || IsRepeated(run, exchange) || !IsMade(run, exchange));
    }

    // A FHIR server need not have everything that the standard has, and must say so of a modifier that it lacks
    // (http://hl7.org/fhir/R4/search.html#modifiers).
    private static bool IsNotSupported(Exchange exchange) =>
        exchange.Json is { State: JsonState.Json } json && json.Root.Items("issue").Any(issue => issue.Text("code") == "not-supported");

    private static bool IsConditional(Exchange exchange) =>
        exchange.Sent.Headers.Any(header => header.Key.StartsWith("If-", StringComparison.OrdinalIgnoreCase));

    private static bool IsRepeated(RunReading run, Exchange exchange) =>
        run.Run.Scenario.Kind == ScenarioKinds.UpdateTwice && exchange.Step == UpdateTwiceShape.UpdateAgain;

    private static bool IsMade(RunReading run, Exchange exchange) =>
        exchange.Asked.Uses is { } used && run.At(used.Step) is { IsSuccess: true, Answer.Status: not 202 };
}
