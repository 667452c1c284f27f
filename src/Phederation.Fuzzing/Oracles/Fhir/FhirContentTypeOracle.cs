using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Fhir;

/// <summary>A FHIR answer isn't said to be one.</summary>
internal sealed class FhirContentTypeOracle()
    : AnswerOracle("fhir-content-type", "Resources in JSON are application/fhir+json (FHIR R4, RESTful API, content types and encodings).")
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (
            exchange.IsHead
            || exchange.Json is not { State: JsonState.Json } json
            || json.Root.Text("resourceType") is not { } type
            // Without a type, or with one that is no JSON at all, another oracle speaks; a Binary is given as what it holds.
            || exchange.MediaType is null or "application/fhir+json"
            || exchange.Sent.Headers.Any(header =>
                header.Key.Equals("Accept", StringComparison.OrdinalIgnoreCase)
                && !header.Value.Contains("fhir", StringComparison.OrdinalIgnoreCase)
            )
            || exchange.Sent.Path.Contains("_format=", StringComparison.Ordinal)
        )
        {
            return null;
        }

        return exchange.Found(
            this,
            FindingSeverity.Note,
            $"The {type} that answers {exchange.Line} is said to be {exchange.MediaType}.",
            exchange.MediaType
        );
    }
}
