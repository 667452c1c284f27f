using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Patching;

namespace Phederation.Fhir.Interactions;

/// <summary>Reads the bodies of requests.</summary>
internal static class Bodies
{
    /// <summary>The resource in the body.</summary>
    /// <exception cref="FhirException">It is of another type: 415; it is no JSON: 400.</exception>
    public static JsonElement Resource(FhirRequest request)
    {
        if (request.Resource is { } resource)
        {
            return resource;
        }

        if (request.ContentType is not ("application/fhir+json" or "application/json" or "text/json"))
        {
            throw new FhirException(
                415,
                "not-supported",
                $"The content type '{OutcomeWriter.Printable(request.ContentType ?? "")}' is not accepted; send application/fhir+json."
            );
        }

        return FhirJson.Parse(request.Body.Span);
    }

    /// <summary>The patch in the body; in a bundle's entry it is a Binary that holds it.</summary>
    /// <exception cref="FhirException">It is of another type: 415; it is no patch: 400.</exception>
    public static JsonPatch Patch(FhirRequest request)
    {
        if (request.Resource is { } resource)
        {
            if (
                resource.TextAt("resourceType") != "Binary"
                || resource.TextAt("contentType") != JsonPatch.ContentType
                || resource.At("data") is not { ValueKind: JsonValueKind.String } data
                || !data.TryGetBytesFromBase64(out var bytes)
            )
            {
                throw FhirException.BadRequest(
                    $"A patch in a bundle is a Binary with the content type {JsonPatch.ContentType}.",
                    "structure"
                );
            }

            return JsonPatch.Parse(FhirJson.Parse(bytes));
        }

        return request.ContentType == JsonPatch.ContentType
            ? JsonPatch.Parse(FhirJson.Parse(request.Body.Span))
            : throw new FhirException(415, "not-supported", $"Patches are taken as {JsonPatch.ContentType} only.");
    }
}
