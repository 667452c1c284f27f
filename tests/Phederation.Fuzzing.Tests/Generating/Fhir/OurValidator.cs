using System.Text.Json.Nodes;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Validation;
using Phederation.Fuzzing.Generating.Fhir;

namespace Phederation.Fuzzing.Tests.Generating.Fhir;

/// <summary>What the site's FHIR server has to say of a body.</summary>
internal static class OurValidator
{
    /// <summary>The complaints; none where the body is valid.</summary>
    public static IReadOnlyList<string> Complaints(ReadOnlySpan<byte> body)
    {
        try
        {
            return [.. ResourceValidator.Validate(FhirJson.Parse(body)).Select(issue => issue.Diagnostics)];
        }
        catch (FhirException exception)
        {
            return [exception.Message];
        }
    }

    public static IReadOnlyList<string> Complaints(JsonObject resource) => Complaints(FhirText.Bytes(resource));
}
