using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Storage;

namespace Phederation.Fhir.Interactions;

/// <summary>Answers to changes.</summary>
internal static class Answers
{
    /// <summary>The answer to a change, with the body that the client prefers.</summary>
    public static FhirResponse To(FhirRequest request, Written written)
    {
        var version = written.Version;
        var body = request.Prefer.Return switch
        {
            "minimal" => null,
            "OperationOutcome" => OutcomeWriter.Write([
                new Issue("information", "informational", $"{version.Reference} is stored as version {version.Version}."),
            ]),
            _ => ResourceText.Join(version),
        };
        return FhirResponse.Of(written.Status, version, body) with
        {
            Location = $"{request.BaseAddress}/{version.Reference}/_history/{version.Version}",
            IsOutcome = request.Prefer.Return == "OperationOutcome",
        };
    }

    /// <summary>The answer to a deletion.</summary>
    public static FhirResponse ToDelete(FhirRequest request, Written? written)
    {
        var response =
            request.Prefer.Return == "OperationOutcome"
                ? FhirResponse.Outcome(
                    200,
                    new Issue(
                        "information",
                        "informational",
                        written is null ? "There was nothing to delete." : $"{written.Version.Reference} is deleted."
                    )
                )
                : new FhirResponse { Status = 204 };
        return written is null ? response : response with { ETag = written.Version.ETag, LastModified = written.Version.Updated };
    }
}
