using System.Text.Json;
using Phederation.Fhir.Indexing;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Validation;
using Phederation.ParserFuzzing.Targets;

namespace Phederation.FuzzHost.Services;

/// <summary>A resource as a client sends it: read, validated, and where it is valid indexed for searches.</summary>
internal sealed class FhirBodyTarget : IFuzzTarget
{
    public string Name => "fhir-body";

    public IReadOnlyList<Type> Code => [typeof(FhirJson), typeof(ResourceValidator)];

    public void Run(byte[] input)
    {
        var body = FhirJson.Parse(input);
        if (ResourceValidator.Validate(body) is { Count: > 0 } issues)
        {
            throw new FhirException(422, issues);
        }

        var type = body.GetProperty("resourceType").GetString()!;
        var patients = ResourceIndexer.Patients(type, "1", body, "http://127.0.0.1/fhir");
        new ResourceIndexer(new IndexRows(), "http://127.0.0.1/fhir").Add(1, type, patients, body);
    }

    public bool IsRefusal(Exception exception) => exception is FhirException;
}
