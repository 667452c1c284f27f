using System.Text;
using Phederation.Fhir.Tests.Support;

namespace Phederation.Fhir.Tests.Interactions;

public sealed class BundleTests(FhirSite site)
{
    private readonly Mark _mark = new();

    private FhirClient Client => site.Open;

    private static string Bundle(string type, params string[] entries) =>
        $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{string.Join(',', entries)}}]}""";

    private static string Entry(string method, string url, string? resource = null, string? fullUrl = null, string more = "") =>
        $$$"""{{{{(fullUrl is null ? "" : $"\"fullUrl\":\"{fullUrl}\",")}}}{{{(resource is null ? "" : $"\"resource\":{resource},")}}}"request":{"method":"{{{method}}}","url":"{{{url}}}"{{{more}}}}}""";

    private static IEnumerable<string> Statuses(FhirAnswer answer) =>
        answer
            .Json.GetProperty("entry")
            .EnumerateArray()
            .Select(entry => entry.GetProperty("response").GetProperty("status").GetString()![..3]);

    [Fact]
    public async Task Transaction_makes_references_real_and_keeps_the_order_of_the_standard()
    {
        (await Client.PutAsync($"Patient/old-{_mark.Id}", _mark.Patient("old"))).Is(201);
        (await Client.PutAsync($"Patient/gone-{_mark.Id}", _mark.Patient("gone"))).Is(201);
        const string Name = "urn:uuid:5b1d0b2e-6b2c-4f0a-9d2a-8a4f5f1a7c11";
        var observation = (string reference) =>
            $$$"""{"resourceType":"Observation",{{{_mark.Meta}}},"status":"final","code":{"text":"x"},"subject":{"reference":"{{{reference}}}"}}""";
        var patch = Convert.ToBase64String(Encoding.UTF8.GetBytes("""[{"op":"add","path":"/active","value":true}]"""));
        var answer = await Client.PostAsync(
            "",
            Bundle(
                "transaction",
                Entry("GET", $"Observation?{_mark.Query}"),
                Entry("POST", "Observation", observation(Name)),
                Entry("POST", "Observation", observation($"Patient?_id=old-{_mark.Id}")),
                Entry("POST", "Patient", $$"""{"resourceType":"Patient",{{_mark.Meta}}}""", Name),
                Entry("DELETE", $"Patient/gone-{_mark.Id}"),
                Entry("PUT", $"Patient/new-{_mark.Id}", _mark.Patient("new")),
                Entry(
                    "PATCH",
                    $"Patient/old-{_mark.Id}",
                    $$"""{"resourceType":"Binary","contentType":"application/json-patch+json","data":"{{patch}}"}"""
                )
            )
        );

        Assert.Equal(["200", "201", "201", "201", "204", "201", "200"], Statuses(answer.Is(200)));
        var entries = answer.Json.GetProperty("entry");
        Assert.Equal("transaction-response", answer.Json.GetProperty("type").GetString());
        Assert.Equal(2, entries[0].GetProperty("resource").GetProperty("total").GetInt32());
        var patient = entries[3].GetProperty("resource").GetProperty("id").GetString();
        Assert.Equal($"Patient/{patient}", entries[1].GetProperty("resource").GetProperty("subject").GetProperty("reference").GetString());
        Assert.Equal(
            $"Patient/old-{_mark.Id}",
            entries[2].GetProperty("resource").GetProperty("subject").GetProperty("reference").GetString()
        );
        Assert.Equal($"Patient/{patient}/_history/1", entries[3].GetProperty("response").GetProperty("location").GetString());
        Assert.True((await Client.GetAsync($"Patient/old-{_mark.Id}")).Is(200).Json.GetProperty("active").GetBoolean());
        (await Client.GetAsync($"Patient/gone-{_mark.Id}")).Is(410);
    }

    [Fact]
    public async Task Transaction_is_whole_or_not_at_all()
    {
        var good = Entry("PUT", $"Patient/a-{_mark.Id}", _mark.Patient("a"));
        string[] bad =
        [
            Entry("POST", "Observation", """{"resourceType":"Observation","status":"final"}"""),
            Entry(
                "POST",
                "Observation",
                """{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient?_id=nobody-at-all"}}"""
            ),
            Entry("PUT", $"Patient/b-{_mark.Id}", _mark.Patient("b"), more: ",\"ifMatch\":\"W/\\\"7\\\"\""),
            Entry("GET", "Patient/nobody-at-all"),
            Entry("PUT", $"Patient/a-{_mark.Id}", _mark.Patient("a")),
            Entry("PUT", "Patient/omop-person-1", """{"resourceType":"Patient","id":"omop-person-1"}"""),
            Entry("JUMP", "Patient"),
        ];
        int[] statuses = [400, 412, 412, 404, 400, 405, 400];
        foreach (var (entry, status) in bad.Zip(statuses))
        {
            var answer = (await Client.PostAsync("", Bundle("transaction", good, entry))).Is(status);
            Assert.Contains("Bundle.entry[1]", answer.Text, StringComparison.Ordinal);
        }

        (await Client.GetAsync($"Patient/a-{_mark.Id}")).Is(404);
    }

    [Fact]
    public async Task Entries_of_a_batch_stand_for_themselves()
    {
        var answer = await Client.PostAsync(
            "",
            Bundle(
                "batch",
                Entry("PUT", $"Patient/a-{_mark.Id}", _mark.Patient("a")),
                Entry("POST", "Patient", """{"resourceType":"Patient","gender":"x"}"""),
                Entry("GET", "Patient/nobody-at-all"),
                Entry("GET", $"Patient?{_mark.Query}"),
                Entry("GET", "https://elsewhere.org/Patient/1"),
                "5"
            )
        );

        Assert.Equal(["201", "422", "404", "200", "400", "400"], Statuses(answer.Is(200)));
        Assert.Equal(
            "OperationOutcome",
            answer.Json.GetProperty("entry")[1].GetProperty("response").GetProperty("outcome").GetProperty("resourceType").GetString()
        );
    }

    [Fact]
    public async Task Conditional_create_in_a_transaction_finds_what_is_there()
    {
        (await Client.PutAsync($"Patient/x-{_mark.Id}", _mark.Patient("x", $$""" "identifier":[{"value":"{{_mark.Id}}"}] """))).Is(201);
        const string Name = "urn:uuid:0f8f1f4c-35c7-4b30-9c17-b4b2e3d3c2a1";
        var answer = await Client.PostAsync(
            "",
            Bundle(
                "transaction",
                Entry("POST", "Patient", """{"resourceType":"Patient"}""", Name, $$""","ifNoneExist":"identifier={{_mark.Id}}" """),
                Entry(
                    "POST",
                    "Observation",
                    $$$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"{{{Name}}}"}}"""
                )
            )
        );

        Assert.Equal(["200", "201"], Statuses(answer.Is(200)));
        Assert.Equal(
            $"Patient/x-{_mark.Id}",
            answer.Json.GetProperty("entry")[1].GetProperty("resource").GetProperty("subject").GetProperty("reference").GetString()
        );
    }

    [Theory]
    [InlineData("""{"resourceType":"Bundle","type":"collection"}""")]
    [InlineData("""{"resourceType":"Bundle"}""")]
    [InlineData("""{"resourceType":"Patient"}""")]
    [InlineData("""{"resourceType":"Bundle","type":"transaction","entry":{}}""")]
    [InlineData("""{"resourceType":"Bundle","type":"transaction","entry":[{}]}""")]
    [InlineData("""{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"POST","url":"Patient"}}]}""")]
    [InlineData("""{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Patient/$x"}}]}""")]
    public async Task Bundles_that_ask_nothing_are_refused(string bundle) => (await Client.PostAsync("", bundle)).Is(400);
}
