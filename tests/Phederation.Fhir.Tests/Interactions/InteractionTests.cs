using System.Text;
using Phederation.Fhir.Tests.Support;

namespace Phederation.Fhir.Tests.Interactions;

public sealed class InteractionTests(FhirSite site)
{
    private readonly Mark _mark = new();

    private FhirClient Client => site.Open;

    [Fact]
    public async Task Resource_is_created_read_changed_and_ended()
    {
        var created = (await Client.PostAsync("Patient", """{"resourceType":"Patient","id":"mine","name":[{"family":"Åse"}]}""")).Is(201);
        var id = created.Id;
        Assert.NotEqual("mine", id);
        Assert.EndsWith($"/fhir/Patient/{id}/_history/1", created.Message.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("W/\"1\"", created.Message.Headers.ETag!.ToString());

        var read = (await Client.GetAsync($"Patient/{id}")).Is(200);
        Assert.Equal("Åse", read.Json.GetProperty("name")[0].GetProperty("family").GetString());
        Assert.NotNull(read.Message.Content.Headers.LastModified);
        (await Client.GetAsync($"Patient/{id}", ("If-None-Match", "W/\"1\""))).Is(304);
        (await Client.GetAsync($"Patient/{id}", ("If-Modified-Since", read.Message.Content.Headers.LastModified!.Value.ToString("r")))).Is(
            304
        );
        Assert.Equal("", (await Client.SendAsync(HttpMethod.Head, $"Patient/{id}", null, "")).Is(200).Text);

        var body = $$"""{"resourceType":"Patient","id":"{{id}}","active":true}""";
        Assert.Equal("2", (await Client.PutAsync($"Patient/{id}", body, ("If-Match", "W/\"1\""))).Is(200).Version);
        (await Client.PutAsync($"Patient/{id}", body, ("If-Match", "W/\"1\""))).Is(412);
        (await Client.PutAsync($"Patient/{id}", body, ("If-Match", "one"))).Is(400);
        (await Client.PutAsync($"Patient/{id}", body, ("If-None-Match", "*"))).Is(412);
        Assert.Equal(
            "3",
            (await Client.PatchAsync($"Patient/{id}", """[{"op":"replace","path":"/active","value":false}]""")).Is(200).Version
        );

        (await Client.DeleteAsync($"Patient/{id}")).Is(204);
        (await Client.GetAsync($"Patient/{id}")).Is(410);
        (await Client.DeleteAsync($"Patient/{id}")).Is(204);
        (await Client.GetAsync($"Patient/{id}/_history/4")).Is(410);
        Assert.False((await Client.GetAsync($"Patient/{id}/_history/1")).Is(200).Json.TryGetProperty("active", out _));
        (await Client.GetAsync($"Patient/{id}/_history/9")).Is(404);
        var methods = (await Client.GetAsync($"Patient/{id}/_history")).Is(200).Json.GetProperty("entry").EnumerateArray();
        Assert.Equal(
            ["DELETE", "PATCH", "PUT", "POST"],
            methods.Select(entry => entry.GetProperty("request").GetProperty("method").GetString())
        );
        Assert.Equal("5", (await Client.PutAsync($"Patient/{id}", body)).Is(201).Version);
    }

    [Fact]
    public async Task Decimals_keep_their_digits()
    {
        var created = await Client.PostAsync(
            "Observation",
            """{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.2300000000000000000000000000000000001},"referenceRange":[{"low":{"value":0.10},"high":{"value":100}}]}"""
        );
        var text = (await Client.GetAsync($"Observation/{created.Is(201).Id}")).Is(200).Text;

        Assert.Contains("1.2300000000000000000000000000000000001", text, StringComparison.Ordinal);
        Assert.Contains("0.10", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_chooses_what_it_gets_back()
    {
        var minimal = (await Client.PostAsync("Patient", """{"resourceType":"Patient"}""", ("Prefer", "return=minimal"))).Is(201);
        Assert.Equal("", minimal.Text);
        var outcome = (await Client.PostAsync("Patient", """{"resourceType":"Patient"}""", ("Prefer", "return=OperationOutcome"))).Is(201);
        Assert.Equal("OperationOutcome", outcome.Json.GetProperty("resourceType").GetString());
        var summary = (await Client.GetAsync($"{minimal.Message.Headers.Location}".Split("/_history")[0] + "?_summary=text")).Is(200);
        Assert.Equal("SUBSETTED", summary.Json.GetProperty("meta").GetProperty("tag")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Conditions_decide_what_is_written()
    {
        var patient = $$"""{"resourceType":"Patient",{{_mark.Meta}},"identifier":[{"system":"urn:mrn","value":"{{_mark.Id}}"}]}""";
        var criteria = $"identifier=urn:mrn|{_mark.Id}";
        var first = (await Client.PostAsync("Patient", patient, ("If-None-Exist", criteria))).Is(201);
        Assert.Equal(first.Id, (await Client.PostAsync("Patient", patient, ("If-None-Exist", criteria))).Is(200).Id);
        Assert.Equal(first.Id, (await Client.PutAsync($"Patient?{criteria}", patient)).Is(200).Id);
        (await Client.PatchAsync($"Patient?{criteria}", """[{"op":"add","path":"/active","value":true}]""")).Is(200);
        (await Client.PatchAsync($"Patient?identifier=nobody{_mark.Id}", """[{"op":"add","path":"/active","value":true}]""")).Is(404);
        (await Client.PutAsync($"Patient?identifier=urn:mrn|other{_mark.Id}", patient)).Is(201);
        (await Client.DeleteAsync($"Patient?{criteria}")).Is(412);
        (await Client.PutAsync("Patient?unknown=1", patient)).Is(400);
        (await Client.DeleteAsync("Patient")).Is(412);
        (await Client.DeleteAsync($"Patient?_id={first.Id}")).Is(204);
        (await Client.GetAsync($"Patient/{first.Id}")).Is(410);
    }

    [Fact]
    public async Task Of_two_writers_one_wins()
    {
        var id = (await Client.PostAsync("Patient", """{"resourceType":"Patient"}""")).Is(201).Id;
        var body = $$"""{"resourceType":"Patient","id":"{{id}}"}""";
        var writers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Client.PutAsync($"Patient/{id}", body, ("If-Match", "W/\"1\"")))
        );
        Assert.Equal([200, 412, 412, 412, 412, 412, 412, 412], writers.Select(answer => answer.Status).Order());

        var upsert = _mark.Patient("race");
        var makers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Client.PutAsync($"Patient/race-{_mark.Id}", upsert)));
        Assert.Equal([200, 200, 200, 200, 200, 200, 200, 201], makers.Select(answer => answer.Status).Order());

        var conditional = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Client.PostAsync(
                        "Patient",
                        $$"""{"resourceType":"Patient","identifier":[{"value":"once{{_mark.Id}}"}]}""",
                        ("If-None-Exist", $"identifier=once{_mark.Id}")
                    )
                )
        );
        Assert.Single(conditional.Select(answer => answer.Id).Distinct());
    }

    [Theory]
    [InlineData("GET", "Nothing", 404)]
    [InlineData("GET", "patient/1", 404)]
    [InlineData("GET", "Patient/1/x/y/z", 404)]
    [InlineData("GET", "Patient/1/$nothing", 404)]
    [InlineData("GET", "Patient/1/_history/x", 404)]
    [InlineData("POST", "Patient/1", 405)]
    [InlineData("PUT", "Patient/_history", 405)]
    [InlineData("DELETE", "", 405)]
    [InlineData("POST", "metadata", 405)]
    [InlineData("TRACE", "Patient", 405)]
    [InlineData("GET", "Patient?_format=xml", 406)]
    public async Task Addresses_that_are_none_are_told(string method, string path, int status) =>
        (await Client.SendAsync(new HttpMethod(method), path, null, "")).Is(status);

    [Fact]
    public async Task Forms_other_than_json_are_refused()
    {
        var body = Encoding.UTF8.GetBytes("""{"resourceType":"Patient"}""");
        (await Client.SendAsync(HttpMethod.Post, "Patient", "<Patient/>"u8.ToArray(), "application/fhir+xml")).Is(415);
        (await Client.SendAsync(HttpMethod.Post, "Patient", body, "application/fhir+json; charset=iso-8859-1")).Is(415);
        (await Client.SendAsync(HttpMethod.Post, "Patient", body, "application/json; charset=utf-8")).Is(201);
        (await Client.SendAsync(HttpMethod.Patch, "Patient/1", body, "application/fhir+json")).Is(415);
        (await Client.GetAsync("Patient", ("Accept", "application/fhir+xml"))).Is(406);
        (await Client.GetAsync("Patient", ("Accept", "text/html, */*;q=0.1"))).Is(200);
        (await Client.GetAsync("Patient?_format=json", ("Accept", "application/xml"))).Is(200);
    }

    [Fact]
    public async Task Hostile_bodies_are_refused_and_the_server_goes_on()
    {
        byte[][] bodies =
        [
            [],
            "{"u8.ToArray(),
            "5"u8.ToArray(),
            "[]"u8.ToArray(),
            [.. "{\"resourceType\":\"Patient\",\"id\":\""u8, 0xff, .. "\"}"u8],
            Encoding.UTF8.GetBytes("""{"resourceType":"Patient","resourceType":"Patient"}"""),
            Encoding.UTF8.GetBytes("""{"resourceType":"Patient","name":[{"family":"\u0000"}]}"""),
            Encoding.UTF8.GetBytes("""{"resourceType":"Patient","name":[{"family":"\ud800"}]}"""),
            Encoding.UTF8.GetBytes("""{"resourceType":"Patient","extension":[{"url":"x","valueDecimal":1e99999}]}"""),
            Encoding.UTF8.GetBytes($$"""{"resourceType":"Patient","extension":[{"url":"x","valueDecimal":{{new string('9', 5000)}}}]}"""),
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"extension\":[", 10_000))),
            Encoding.UTF8.GetBytes("""{"resourceType":"Bundle","type":"transaction","entry":[null,{"request":5}]}"""),
        ];
        foreach (var body in bodies)
        {
            (await Client.SendAsync(HttpMethod.Post, "Patient", body, "application/fhir+json")).Is(400);
        }

        (await Client.SendAsync(HttpMethod.Post, "Patient", new byte[300_000], "application/fhir+json")).Is(413);
        (await Client.SendAsync(HttpMethod.Post, "Patient/_search", new byte[70_000], "application/x-www-form-urlencoded")).Is(413);
        (await Client.PutAsync("Patient/abc", """{"resourceType":"Patient","id":"abd"}""")).Is(400);
        (await Client.PutAsync("Patient/abc", """{"resourceType":"Patient"}""")).Is(400);
        (await Client.PostAsync("Observation", """{"resourceType":"Patient"}""")).Is(400);
        (await Client.PutAsync("Patient/omop-person-7", """{"resourceType":"Patient","id":"omop-person-7"}""")).Is(405);
        (await Client.GetAsync("metadata")).Is(200);
        Assert.DoesNotContain("\"level\":\"error\"", site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_values_are_stored_and_found()
    {
        var value = new string('x', 50_000) + _mark.Id;
        var body =
            $$"""{"resourceType":"Patient",{{_mark.Meta}},"identifier":[{"system":"urn:x","value":"{{value}}"}],"name":[{"family":"{{value}}"}]}""";
        (await Client.PostAsync("Patient", body)).Is(201);

        Assert.Single((await Client.GetAsync($"Patient?{_mark.Query}&name={new string('x', 200)}")).Is(200).Resources());
        var form = Encoding.UTF8.GetBytes($"identifier=urn:x|{value}");
        Assert.Single(
            (await Client.SendAsync(HttpMethod.Post, "Patient/_search", form, "application/x-www-form-urlencoded")).Is(200).Resources()
        );
    }
}
