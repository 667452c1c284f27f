using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Patching;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Services;

/// <summary>A JSON Patch as a client sends it, on a patient.</summary>
internal sealed class FhirPatchTarget : IFuzzTarget
{
    private static readonly byte[] Patient =
    [
        .. """{"resourceType":"Patient","id":"1","active":true,"name":[{"family":"Doe","given":["A","B"]}],"birthDate":"1970-01-01"}"""u8,
    ];

    public string Name => "fhir-patch";

    public IReadOnlyList<Type> Code => [typeof(JsonPatch)];

    public void Run(byte[] input) => JsonPatch.Parse(FhirJson.Parse(input)).Apply(Patient);

    public bool IsRefusal(Exception exception) => exception is FhirException;
}
