using System.Text;
using Phederation.Fhir.Tests.Support;

namespace Phederation.Fhir.Tests.Searching;

public sealed class SearchTests(FhirSite site) : IAsyncLifetime
{
    private readonly Mark _mark = new();

    private FhirClient Client => site.Open;

    public async ValueTask InitializeAsync()
    {
        string[] resources =
        [
            _mark.Patient(
                "p1",
                $$$""" "name":[{"family":"Åkesson","given":["Ann","Mary Jo"]}],"gender":"female","birthDate":"1970-02-03","telecom":[{"system":"email","value":"Ann@x.org"}],"identifier":[{"system":"urn:mrn","value":"M{{{_mark.Id}}}","type":{"coding":[{"system":"urn:t","code":"MR"}]}}],"generalPractitioner":[{"reference":"Practitioner/d1-{{{_mark.Id}}}"}] """
            ),
            _mark.Patient("p2", """ "name":[{"family":"Smith"}],"gender":"male","birthDate":"1980","deceasedDateTime":"2020-01-01" """),
            $$"""{"resourceType":"Practitioner","id":"d1-{{_mark.Id}}",{{_mark.Meta}},"name":[{"family":"House"}]}""",
            _mark.Observation("o0", "p1", Quantity("100") + """, "effectiveDateTime":"2020-01-01T10:00:00Z" """),
            _mark.Observation("o1", "p1", Quantity("120.5") + """, "effectiveDateTime":"2020-01-02" """),
            _mark.Observation("o2", "p1", Quantity("140") + """, "effectiveDateTime":"2020-02" """),
            _mark.Observation(
                "o3",
                "p2",
                Quantity("5")
                    + """, "effectivePeriod":{"start":"2020-03-01"},"component":[{"code":{"coding":[{"system":"http://loinc.org","code":"A"}]},"valueQuantity":{"value":1}},{"code":{"coding":[{"system":"http://loinc.org","code":"B"}]},"valueQuantity":{"value":2}}] """
            ),
            $$"""{"resourceType":"ValueSet","id":"v-{{_mark.Id}}",{{_mark.Meta}},"status":"active","url":"http://x.org/a/b"}""",
        ];
        var entries = resources.Select(resource =>
        {
            var parts = resource.Split('"');
            return $$$"""{"resource":{{{resource}}},"request":{"method":"PUT","url":"{{{parts[3]}}}/{{{parts[7]}}}"}}""";
        });
        (await Client.PostAsync("", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""")).Is(
            200
        );
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("Patient?", "p1 p2")]
    [InlineData("Patient?name=akes", "p1")]
    [InlineData("Patient?name:exact=Åkesson", "p1")]
    [InlineData("Patient?name:exact=akesson", "")]
    [InlineData("Patient?name:contains=KESS", "p1")]
    [InlineData("Patient?given=mary jo,nobody", "p1")]
    [InlineData("Patient?gender=female,male", "p1 p2")]
    [InlineData("Patient?gender=FEMALE", "p1")]
    [InlineData("Patient?gender:not=female", "p2")]
    [InlineData("Patient?gender=http://hl7.org/fhir/administrative-gender|male", "p2")]
    [InlineData("Patient?identifier=urn:mrn|", "p1")]
    [InlineData("Patient?identifier=urn:other|M@", "")]
    [InlineData("Patient?identifier=M@", "p1")]
    [InlineData("Patient?identifier=|M@", "")]
    [InlineData("Patient?identifier:of-type=urn:t|MR|M@", "p1")]
    [InlineData("Patient?identifier:missing=true", "p2")]
    [InlineData("Patient?deceased=true", "p2")]
    [InlineData("Patient?deceased=false", "p1")]
    [InlineData("Observation?combo-code=A", "o3")]
    [InlineData("Observation?combo-value-quantity=2", "o3")]
    [InlineData("Observation?combo-code-value-quantity=8480-6$2", "")]
    [InlineData("Observation?combo-code-value-quantity=8480-6$100", "o0")]
    [InlineData("Patient?email=ann%40X.org", "p1")]
    [InlineData("Patient?birthdate=1970", "p1")]
    [InlineData("Patient?birthdate=gt1970-02-03", "p2")]
    [InlineData("Patient?birthdate=ge1970-02-03&birthdate=lt1980", "p1")]
    [InlineData("Patient?birthdate=ne1970-02-03", "p2")]
    [InlineData("Patient?general-practitioner.name=house", "p1")]
    [InlineData("Patient?general-practitioner:Organization.name=house", "")]
    [InlineData("Patient?_has:Observation:patient:code=8480-6", "p1 p2")]
    [InlineData("Patient?_has:Observation:patient:value-quantity=gt130", "p1")]
    [InlineData("Practitioner?_has:Patient:general-practitioner:_has:Observation:patient:value-quantity=140", "d1")]
    [InlineData("Patient?_id=p1-@,p2-@", "p1 p2")]
    [InlineData("Patient?_lastUpdated=gt2020-01-01", "p1 p2")]
    [InlineData("Patient?_lastUpdated=lt2020-01-01", "")]
    [InlineData("Observation?code=http://loinc.org|8480-6", "o0 o1 o2 o3")]
    [InlineData("Observation?code:text=systolic", "o0 o1 o2 o3")]
    [InlineData("Observation?subject=Patient/p1-@", "o0 o1 o2")]
    [InlineData("Observation?subject:Patient=p1-@", "o0 o1 o2")]
    [InlineData("Observation?subject:Device=p1-@", "")]
    [InlineData("Observation?patient=p2-@", "o3")]
    [InlineData("Observation?patient.name=akesson&value-quantity=gt110", "o1 o2")]
    [InlineData("Observation?subject.gender=male", "o3")]
    [InlineData("Observation?patient.general-practitioner.name=house", "o0 o1 o2")]
    [InlineData("Observation?value-quantity=120.5", "o1")]
    [InlineData("Observation?value-quantity=120", "")]
    [InlineData("Observation?value-quantity=1.0e2", "o0")]
    [InlineData("Observation?value-quantity=ap98", "o0")]
    [InlineData("Observation?value-quantity=le120.5|http://unitsofmeasure.org|mm[Hg]", "o0 o1 o3")]
    [InlineData("Observation?value-quantity=ge140||mmHg", "o2")]
    [InlineData("Observation?date=2020-01", "o0 o1")]
    [InlineData("Observation?date=ge2020-02-15", "o2 o3")]
    [InlineData("Observation?date=sa2020-01-31", "o2 o3")]
    [InlineData("Observation?date=eb2020-01-02", "o0")]
    [InlineData("Observation?code-value-quantity=8480-6$gt110", "o1 o2")]
    [InlineData("Observation?component-code-value-quantity=A$1", "o3")]
    [InlineData("Observation?component-code-value-quantity=A$2", "")]
    [InlineData("Observation?combo-code-value-quantity=B$2", "o3")]
    [InlineData("ValueSet?url=http://x.org/a/b", "v")]
    [InlineData("ValueSet?url=http://x.org/a", "")]
    [InlineData("ValueSet?url:below=http://x.org/", "v")]
    [InlineData("ValueSet?url:above=http://x.org/a/b/c", "v")]
    [InlineData("?_type=Patient,Practitioner", "d1 p1 p2")]
    [InlineData("Patient/p1-@/Observation?", "o0 o1 o2")]
    [InlineData("Patient/p1-@/*?", "o0 o1 o2 p1")]
    public async Task Searches_find_what_fits(string search, string expected)
    {
        var answer = (
            await Client.GetAsync(
                $"{search.Replace("@", _mark.Id, StringComparison.Ordinal)}&{_mark.Query}".Replace("?&", "?", StringComparison.Ordinal)
            )
        ).Is(200);

        Assert.Equal(expected, string.Join(' ', answer.Ids().Select(id => id.Split('-')[0]).Order(StringComparer.Ordinal)));
        Assert.Equal(answer.Resources().Count, answer.Json.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("Observation?_include=Observation:subject&patient=p1-@", "p1")]
    [InlineData("Observation?_include=Observation:subject:Device&patient=p1-@", "")]
    [InlineData("Observation?_include=Observation:patient&_include:iterate=Patient:general-practitioner&patient=p1-@", "d1 p1")]
    [InlineData("Observation?_include=Observation:*&patient=p2-@", "p2")]
    [InlineData("Patient?_revinclude=Observation:subject", "o0 o1 o2 o3")]
    [InlineData("Practitioner?_revinclude=Patient:general-practitioner&_revinclude:iterate=Observation:patient", "o0 o1 o2 p1")]
    public async Task Includes_bring_along_what_is_referred_to(string search, string expected)
    {
        var answer = (await Client.GetAsync($"{search.Replace("@", _mark.Id, StringComparison.Ordinal)}&{_mark.Query}")).Is(200);

        Assert.Equal(expected, string.Join(' ', answer.Ids("include").Select(id => id.Split('-')[0]).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("", "o0 o1 o2 o3")]
    [InlineData("&_sort=-date", "o3 o2 o1 o0")]
    [InlineData("&_sort=value-quantity", "o3 o0 o1 o2")]
    [InlineData("&_sort=-patient,value-quantity", "o3 o0 o1 o2")]
    [InlineData("&_sort=-_id", "o3 o2 o1 o0")]
    [InlineData("&_sort=component-code,_id", "o3 o0 o1 o2")]
    public async Task Pages_hold_every_resource_once_and_in_order(string sort, string expected)
    {
        foreach (var count in new[] { 1, 3 })
        {
            var seen = new List<string>();
            for (var next = $"Observation?{_mark.Query}&_count={count}{sort}"; next is not null; )
            {
                var page = (await Client.GetAsync(next)).Is(200);
                Assert.Equal(4, page.Json.GetProperty("total").GetInt32());
                seen.AddRange(page.Ids().Select(id => id.Split('-')[0]));
                next = page.Next;
            }

            Assert.Equal(expected, string.Join(' ', seen));
        }
    }

    [Fact]
    public async Task Pages_stay_stable_when_resources_come_and_go()
    {
        var first = (await Client.GetAsync($"Observation?{_mark.Query}&_count=2")).Is(200);
        (await Client.DeleteAsync($"Observation/o0-{_mark.Id}")).Is(204);
        (await Client.PutAsync($"Observation/o9-{_mark.Id}", _mark.Observation("o9", "p1"))).Is(201);

        Assert.Equal(["o2", "o3"], (await Client.GetAsync(first.Next!)).Is(200).Ids().Select(id => id.Split('-')[0]));
    }

    [Fact]
    public async Task Search_gives_as_much_as_is_asked_for()
    {
        var count = (await Client.GetAsync($"Observation?{_mark.Query}&_summary=count")).Is(200).Json;
        Assert.Equal((4, false), (count.GetProperty("total").GetInt32(), count.TryGetProperty("entry", out _)));
        Assert.False((await Client.GetAsync($"Observation?{_mark.Query}&_total=none")).Is(200).Json.TryGetProperty("total", out _));
        var elements = (await Client.GetAsync($"Observation?{_mark.Query}&_elements=subject")).Is(200).Resources()[0];
        Assert.Equal(
            (true, true, false),
            (
                elements.TryGetProperty("subject", out _),
                elements.TryGetProperty("status", out _),
                elements.TryGetProperty("valueQuantity", out _)
            )
        );
        var posted = await Client.SendAsync(
            HttpMethod.Post,
            "Observation/_search?_count=1",
            Encoding.UTF8.GetBytes($"{_mark.Query}&code=8480-6"),
            "application/x-www-form-urlencoded"
        );
        Assert.Equal(4, posted.Is(200).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Parameters_that_are_not_known_are_refused_where_the_client_asks_so()
    {
        var lenient = (await Client.GetAsync($"Patient?{_mark.Query}&colour=red")).Is(200);
        Assert.Equal(2, lenient.Resources().Count);
        Assert.Equal("OperationOutcome", lenient.Resources("outcome").Single().GetProperty("resourceType").GetString());
        Assert.DoesNotContain("colour", lenient.Json.GetProperty("link")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        (await Client.GetAsync("Patient?colour=red", ("Prefer", "handling=strict"))).Is(400);
        (await Client.GetAsync("Patient?_sort=colour", ("Prefer", "handling=strict"))).Is(400);
    }

    [Theory]
    [InlineData("birthdate=yesterday")]
    [InlineData("birthdate=1970-13")]
    [InlineData("name:unheard=x")]
    [InlineData("gender:in=http://x")]
    [InlineData("_id:exact=x")]
    [InlineData("_count=-1")]
    [InlineData("_count=99999999999")]
    [InlineData("_total=some")]
    [InlineData("_summary=some")]
    [InlineData("_has:Nothing:a:b=c")]
    [InlineData("_has:Observation:nothing:code=c")]
    [InlineData("name.family=x")]
    [InlineData("general-practitioner:Nothing.name=x")]
    [InlineData("birthdate:missing=perhaps")]
    [InlineData("_cursor=AAAA")]
    [InlineData("_cursor=WyJ4Il0")]
    [InlineData("name=%00")]
    [InlineData("identifier=a|b|c")]
    [InlineData("identifier=,")]
    [InlineData("general-practitioner=a%20b")]
    [InlineData("_summary=true&_elements=id")]
    [InlineData("_include:unheard=Patient:organization")]
    [InlineData("organization.partof.partof.partof.partof.partof.partof.name=x")]
    public async Task Searches_that_make_no_sense_are_refused(string query) => (await Client.GetAsync($"Patient?{query}")).Is(400);

    private static string Quantity(string value) =>
        $$""" "valueQuantity":{"value":{{value}},"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"} """;
}
