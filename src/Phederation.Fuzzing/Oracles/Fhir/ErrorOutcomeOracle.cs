using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Fhir;

/// <summary>An error of a FHIR server without an OperationOutcome.</summary>
internal sealed class ErrorOutcomeOracle()
    : AnswerOracle(
        "error-outcome",
        "Errors are OperationOutcomes with an issue that has a severity and a code (FHIR R4, RESTful API, HTTP status codes)."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (!exchange.IsError || exchange.IsHead || RefusedBefore.IsTheServers(exchange))
        {
            return null;
        }

        var lack = exchange.Json.State switch
        {
            JsonState.Undecided => null,
            JsonState.Json when exchange.Json.Root.Text("resourceType") != "OperationOutcome" => "another body",
            JsonState.Json when !exchange.Json.Root.Items("issue").Any() => "no issue",
            JsonState.Json => exchange
                .Json.Root.Items("issue")
                .All(issue => issue.Text("severity") is not null && issue.Text("code") is not null)
                ? null
                : "no severity or code",
            JsonState.Empty => "no body",
            // What a server says in XML is for others.
            _ => exchange.MediaType?.EndsWith("xml", StringComparison.Ordinal) == true ? null : "no JSON",
        };
        return lack is null
            ? null
            : exchange.Found(
                this,
                FindingSeverity.Warning,
                $"{exchange.Line} was answered with {exchange.Answer.Status} without a proper OperationOutcome: {lack}.",
                $"{exchange.Answer.Status} {lack}"
            );
    }
}
