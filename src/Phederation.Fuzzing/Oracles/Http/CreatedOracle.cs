using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>A creation isn't answered as one.</summary>
/// <param name="isFhir">Whether the rules of FHIR hold.</param>
internal sealed class CreatedOracle(bool isFhir)
    : AnswerOracle(
        "created",
        isFhir
            ? "What was created is answered with 201, its address in Location and its version in ETag (FHIR R4, RESTful API, create)."
            : "201 says in Location where the new resource is (RFC 9110, 15.3.2)."
    )
{
    protected override Finding? Judge(RunReading run, Exchange exchange)
    {
        if (exchange.Asked.Produces is not { } kind || exchange.Sent.Method != "POST" || !exchange.IsSuccess)
        {
            return null;
        }

        var isConditional = exchange.Sent.Headers.Any(header => header.Key.Equals("If-None-Exist", StringComparison.OrdinalIgnoreCase));
        if (exchange.Answer.Status != 201)
        {
            return isFhir && !isConditional && exchange.Answer.Status != 202
                ? exchange.Found(
                    this,
                    FindingSeverity.Warning,
                    $"{exchange.Line} made something and was answered with {exchange.Answer.Status}, not 201.",
                    $"status {exchange.Answer.Status}"
                )
                : null;
        }

        if (exchange.Answer.Header("Location") is not { Length: > 0 } location)
        {
            var severity = isFhir ? FindingSeverity.Warning : FindingSeverity.Note;
            return exchange.Found(this, severity, $"The 201 to {exchange.Line} has no Location.", "no location");
        }

        if (!isFhir)
        {
            return null;
        }

        return Parts(location) is var parts && !parts.Contains(kind)
                ? exchange.Found(
                    this,
                    FindingSeverity.Warning,
                    $"The 201 to {exchange.Line} has the Location {location}, which is no {kind}.",
                    "another location"
                )
            : exchange.Answer.Header("ETag") is null
                ? exchange.Found(this, FindingSeverity.Note, $"The 201 to {exchange.Line} has no ETag.", "no tag")
            : null;
    }

    private static string[] Parts(string location) => location.Split('?')[0].Split('/');
}
