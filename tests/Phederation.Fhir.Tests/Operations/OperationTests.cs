using Phederation.Fhir.Tests.Support;
using Phederation.Fhir.Validation;
using Phederation.FhirModel;

namespace Phederation.Fhir.Tests.Operations;

public sealed class OperationTests(FhirSite site)
{
    private readonly Mark _mark = new();

    private FhirClient Client => site.Open;

    [Fact]
    public async Task Capabilities_are_valid_and_name_what_is_there()
    {
        var statement = (await Client.GetAsync("metadata")).Is(200).Json;

        Assert.Empty(ResourceValidator.Validate(statement));
        Assert.Equal("4.0.1", statement.GetProperty("fhirVersion").GetString());
        var resources = statement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().ToList();
        Assert.Equal(FhirDefinitions.R4.Resources, resources.Select(one => one.GetProperty("type").GetString()!));
        var patient = resources.Single(one => one.GetProperty("type").GetString() == "Patient");
        Assert.Contains(
            "birthdate",
            patient.GetProperty("searchParam").EnumerateArray().Select(one => one.GetProperty("name").GetString())
        );
    }

    [Fact]
    public async Task Validate_says_what_is_wrong_and_stores_nothing()
    {
        var bad = (await Client.PostAsync("Patient/$validate", """{"resourceType":"Patient","gender":"x"}""")).Is(200).Json;
        Assert.Equal("error", bad.GetProperty("issue")[0].GetProperty("severity").GetString());
        var good = await Client.PostAsync(
            "Patient/$validate",
            """{"resourceType":"Parameters","parameter":[{"name":"mode","valueCode":"create"},{"name":"resource","resource":{"resourceType":"Patient"}}]}"""
        );
        Assert.Equal("information", good.Is(200).Json.GetProperty("issue")[0].GetProperty("severity").GetString());
        (await Client.PostAsync("Patient/$validate", "{")).Is(400);
        (await Client.PostAsync("Patient/$validate?mode=jump", """{"resourceType":"Patient"}""")).Is(400);
        (await Client.GetAsync("Patient/nobody-at-all/$validate")).Is(404);
    }

    [Fact]
    public async Task Everything_of_a_patient_comes_page_by_page()
    {
        (await Client.PutAsync($"Practitioner/d-{_mark.Id}", $$"""{"resourceType":"Practitioner","id":"d-{{_mark.Id}}"}""")).Is(201);
        (
            await Client.PutAsync(
                $"Patient/p-{_mark.Id}",
                _mark.Patient("p", $$""" "generalPractitioner":[{"reference":"Practitioner/d-{{_mark.Id}}"}] """)
            )
        ).Is(201);
        (await Client.PutAsync($"Patient/q-{_mark.Id}", _mark.Patient("q"))).Is(201);
        foreach (var id in new[] { "a", "b", "c" })
        {
            (await Client.PutAsync($"Observation/{id}-{_mark.Id}", _mark.Observation(id, id == "c" ? "q" : "p"))).Is(201);
        }

        var seen = new List<string>();
        for (var next = $"Patient/p-{_mark.Id}/$everything?_count=2"; next is not null; )
        {
            var page = (await Client.GetAsync(next)).Is(200);
            seen.AddRange(page.Ids().Concat(page.Ids("include")).Select(id => id.Split('-')[0]));
            next = page.Next;
        }

        Assert.Equal(["p", "a", "d", "b"], seen);
        Assert.Equal(
            ["a", "b"],
            (await Client.GetAsync($"Patient/p-{_mark.Id}/$everything?_type=Observation")).Is(200).Ids().Select(id => id.Split('-')[0])
        );
        Assert.Empty((await Client.GetAsync($"Patient/p-{_mark.Id}/$everything?_since=2999-01-01")).Is(200).Resources());
        (await Client.GetAsync($"Patient/p-{_mark.Id}/$everything?start=2020")).Is(400);
        (await Client.GetAsync("Patient/nobody-at-all/$everything")).Is(404);
    }

    [Fact]
    public async Task Histories_are_paged_and_bounded_in_time()
    {
        for (var version = 1; version <= 3; version++)
        {
            (
                await Client.PutAsync(
                    $"Basic/h-{_mark.Id}",
                    $$$"""{"resourceType":"Basic","id":"h-{{{_mark.Id}}}","code":{"text":"{{{version}}}"}}"""
                )
            ).Is(version == 1 ? 201 : 200);
        }

        var versions = new List<string>();
        for (var next = $"Basic/h-{_mark.Id}/_history?_count=2"; next is not null; )
        {
            var page = (await Client.GetAsync(next)).Is(200);
            Assert.Equal(3, page.Json.GetProperty("total").GetInt32());
            versions.AddRange(
                page.Json.GetProperty("entry").EnumerateArray().Select(one => one.GetProperty("response").GetProperty("etag").GetString()!)
            );
            next = page.Next;
        }

        Assert.Equal(["W/\"3\"", "W/\"2\"", "W/\"1\""], versions);
        Assert.Equal(
            0,
            (await Client.GetAsync($"Basic/h-{_mark.Id}/_history?_since=2999-01-01T00:00:00Z")).Is(200).Json.GetProperty("total").GetInt32()
        );
        (await Client.GetAsync("Basic/_history?_count=1")).Is(200);
        (await Client.GetAsync("_history?_count=1")).Is(200);
        (await Client.GetAsync("Basic/_history?_since=soon")).Is(400);
        (await Client.GetAsync("Basic/nobody-at-all/_history")).Is(404);
    }
}
