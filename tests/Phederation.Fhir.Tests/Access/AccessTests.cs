using Phederation.Fhir.Access;
using Phederation.Fhir.Tests.Support;

namespace Phederation.Fhir.Tests.Access;

public sealed class AccessTests(FhirSite site) : IAsyncLifetime
{
    private readonly Mark _mark = new();

    private FhirClient Everybody => site.Closed.With(Tokens.Make("user/*.*"));

    private FhirClient Mine => site.Closed.With(Tokens.Make("patient/*.read patient/*.write", $"mine-{_mark.Id}"));

    public async ValueTask InitializeAsync()
    {
        foreach (var patient in new[] { "mine", "other" })
        {
            (
                await Everybody.PutAsync(
                    $"Patient/{patient}-{_mark.Id}",
                    _mark.Patient(patient, $$""" "name":[{"family":"{{patient}}"}] """)
                )
            ).Is(201);
            (await Everybody.PutAsync($"Observation/{patient}-o-{_mark.Id}", _mark.Observation($"{patient}-o", patient))).Is(201);
        }

        // Of both: it names the other as who did it.
        (
            await Everybody.PutAsync(
                $"Observation/both-{_mark.Id}",
                _mark.Observation("both", "mine", $$""" "performer":[{"reference":"Patient/other-{{_mark.Id}}"}] """)
            )
        ).Is(201);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_a_good_token_nothing_is_given()
    {
        var scope = "user/*.*";
        string?[] tokens =
        [
            null,
            "x",
            "a.b.c",
            Tokens.Make(scope, issuer: "somebody"),
            Tokens.Make(scope, audience: "webapi"),
            Tokens.Make(scope, seconds: -600),
            Tokens.Make(scope, algorithm: "none"),
            Tokens.Make(scope, secret: "another secret that is long enough to be one"),
            new string('x', 20_000),
        ];
        foreach (var token in tokens)
        {
            foreach (var path in new[] { "Patient", $"Patient/mine-{_mark.Id}", "_history", "" })
            {
                var answer = await site.Closed.With(token).GetAsync(path);
                Assert.True(answer.Status is 401 or 431, $"{token} {path} {answer.Status}");
            }
        }

        Assert.Equal("Bearer", (await site.Closed.GetAsync("Patient")).Is(401).Message.Headers.WwwAuthenticate.Single().Scheme);
        (await site.Closed.GetAsync("metadata")).Is(200);
    }

    [Fact]
    public async Task Scopes_say_what_may_be_read_and_written()
    {
        var reader = site.Closed.With(Tokens.Make("user/Patient.read"));
        (await reader.GetAsync($"Patient/mine-{_mark.Id}")).Is(200);
        (await reader.GetAsync($"Observation/mine-o-{_mark.Id}")).Is(403);
        (await reader.GetAsync($"Observation?{_mark.Query}")).Is(403);
        (await reader.PostAsync("Patient", """{"resourceType":"Patient"}""")).Is(403);
        (await reader.DeleteAsync($"Patient/mine-{_mark.Id}")).Is(403);
        (await reader.DeleteAsync($"Patient?_id=mine-{_mark.Id}")).Is(403);
        Assert.Empty((await reader.GetAsync($"Patient?{_mark.Query}&_revinclude=Observation:subject")).Is(200).Resources("include"));
        Assert.Empty((await reader.GetAsync($"Patient?{_mark.Query}&_has:Observation:patient:code=8480-6")).Is(200).Resources());
        Assert.Equal(2, (await reader.GetAsync($"?{_mark.Query}")).Is(200).Resources().Count);
        (await site.Closed.With(Tokens.Make("openid")).GetAsync("Patient")).Is(403);
        (await site.Closed.With(Tokens.Make("patient/*.read")).GetAsync("Patient")).Is(403);
        (await site.Closed.With(Tokens.Make("user/*.write")).PutAsync("Patient?identifier=x", """{"resourceType":"Patient"}""")).Is(403);
    }

    [Theory]
    [InlineData("Patient?", "mine")]
    [InlineData("Patient?name=other", "")]
    [InlineData("Patient?_id=other-@", "")]
    [InlineData("Observation?", "both mine")]
    [InlineData("Observation?subject=Patient/other-@", "")]
    [InlineData("Observation?patient.name=other", "")]
    [InlineData("Observation?performer:Patient.name=other", "")]
    [InlineData("Patient?_has:Observation:subject:code=8480-6", "mine")]
    [InlineData("Patient?_has:Observation:subject:_id=other-o-@", "")]
    [InlineData("?", "both mine mine")]
    [InlineData("Patient/other-@/Observation?", "both")]
    [InlineData("Patient/other-@/*?", "both")]
    public async Task Patients_token_finds_its_compartment_only(string search, string expected)
    {
        var answer = (
            await Mine.GetAsync(
                $"{search.Replace("@", _mark.Id, StringComparison.Ordinal)}&{_mark.Query}".Replace("?&", "?", StringComparison.Ordinal)
            )
        ).Is(200);

        Assert.Equal(expected, string.Join(' ', answer.Ids().Select(id => id.Split('-')[0]).Order(StringComparer.Ordinal)));
        Assert.Equal(answer.Resources().Count, answer.Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Patients_token_reads_its_compartment_only()
    {
        (await Mine.GetAsync($"Patient/mine-{_mark.Id}")).Is(200);
        foreach (
            var path in new[]
            {
                $"Patient/other-{_mark.Id}",
                $"Observation/other-o-{_mark.Id}",
                $"Observation/other-o-{_mark.Id}/_history",
                $"Observation/other-o-{_mark.Id}/_history/1",
                $"Patient/other-{_mark.Id}/$everything",
                $"Patient/other-{_mark.Id}/$validate",
            }
        )
        {
            (await Mine.GetAsync(path)).Is(404);
        }

        Assert.Equal(
            ["mine"],
            (await Mine.GetAsync($"Observation?{_mark.Query}&_include=Observation:performer&_include=Observation:subject"))
                .Is(200)
                .Ids("include")
                .Select(id => id.Split('-')[0])
        );
        Assert.Equal(
            ["both", "mine"],
            (await Mine.GetAsync($"Patient?{_mark.Query}&_revinclude=Observation:subject"))
                .Is(200)
                .Ids("include")
                .Select(id => id.Split('-')[0])
                .Order()
        );
        Assert.Equal(3, (await Mine.GetAsync($"Patient/mine-{_mark.Id}/$everything")).Is(200).Resources().Count);
        foreach (var path in new[] { "_history?_count=1000", "Patient/_history?_count=1000", "Observation/_history?_count=1000" })
        {
            var history = (await Mine.GetAsync(path)).Is(200);
            Assert.DoesNotContain($"\"other-o-{_mark.Id}", history.Text, StringComparison.Ordinal);
            Assert.True(history.Json.GetProperty("total").GetInt32() <= 3);
        }
    }

    [Fact]
    public async Task Version_of_another_patient_stays_hidden_after_a_resource_moved()
    {
        (await Everybody.PutAsync($"Observation/moved-{_mark.Id}", _mark.Observation("moved", "other"))).Is(201);
        (await Everybody.PutAsync($"Observation/moved-{_mark.Id}", _mark.Observation("moved", "mine"))).Is(200);

        (await Mine.GetAsync($"Observation/moved-{_mark.Id}")).Is(200);
        (await Mine.GetAsync($"Observation/moved-{_mark.Id}/_history/1")).Is(404);
        Assert.Equal(1, (await Mine.GetAsync($"Observation/moved-{_mark.Id}/_history")).Is(200).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Patients_token_writes_its_compartment_only()
    {
        (await Mine.PutAsync($"Observation/new-{_mark.Id}", _mark.Observation("new", "mine"))).Is(201);
        (await Mine.PutAsync($"Observation/new-{_mark.Id}", _mark.Observation("new", "other"))).Is(403);
        (await Mine.PutAsync($"Observation/other-o-{_mark.Id}", _mark.Observation("other-o", "mine"))).Is(403);
        (await Mine.PostAsync("Observation", _mark.Observation("x", "other"))).Is(403);
        (await Mine.PostAsync("Patient", """{"resourceType":"Patient"}""")).Is(403);
        (await Mine.PostAsync("Organization", """{"resourceType":"Organization","name":"x"}""")).Is(403);
        (await Mine.PatchAsync($"Observation/other-o-{_mark.Id}", """[{"op":"replace","path":"/status","value":"amended"}]""")).Is(404);
        (
            await Mine.PatchAsync(
                $"Observation/new-{_mark.Id}",
                $$"""[{"op":"replace","path":"/subject/reference","value":"Patient/other-{{_mark.Id}}"}]"""
            )
        ).Is(403);
        (await Mine.DeleteAsync($"Observation/other-o-{_mark.Id}")).Is(204);
        (await Everybody.GetAsync($"Observation/other-o-{_mark.Id}")).Is(200);
        (await Mine.DeleteAsync($"Observation?_id=other-o-{_mark.Id}")).Is(204);
        (await Everybody.GetAsync($"Observation/other-o-{_mark.Id}")).Is(200);
        (
            await Mine.PutAsync(
                $"Observation?_id=other-o-{_mark.Id}",
                $$$"""{"resourceType":"Observation","id":"other-o-{{{_mark.Id}}}","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/mine-{{{_mark.Id}}}"}}"""
            )
        ).Is(403);
        (await Mine.DeleteAsync($"Observation/new-{_mark.Id}")).Is(204);
    }

    [Fact]
    public async Task Transactions_and_conditions_reach_no_further()
    {
        var reference =
            $$$"""{"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient?_id=other-{{{_mark.Id}}}"}},"request":{"method":"POST","url":"Observation"}}""";
        (await Mine.PostAsync("", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{reference}}]}""")).Is(412);
        var read = $$$"""{"request":{"method":"GET","url":"Patient/other-{{{_mark.Id}}}"}}""";
        (await Mine.PostAsync("", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{read}}]}""")).Is(404);
        var delete = $$$"""{"request":{"method":"DELETE","url":"Observation/other-o-{{{_mark.Id}}}"}}""";
        (await Mine.PostAsync("", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{delete}}]}""")).Is(200);
        (await Everybody.GetAsync($"Observation/other-o-{_mark.Id}")).Is(200);
        var put =
            $$$"""{"resource":{{{_mark.Observation("other-o", "mine")}}},"request":{"method":"PUT","url":"Observation/other-o-{{{_mark.Id}}}"}}""";
        (await Mine.PostAsync("", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{put}}]}""")).Is(403);
        var exists = await Mine.PostAsync("Observation", _mark.Observation("x", "mine"), ("If-None-Exist", $"_id=other-o-{_mark.Id}"));
        Assert.Equal("1", exists.Is(201).Version);
    }

    [Theory]
    [InlineData("patient/*.read", "True * True False")]
    [InlineData("user/Observation.write", "False Observation False True")]
    [InlineData("system/*.*", "False * True True")]
    [InlineData("patient/Patient.cruds", "True Patient True True")]
    [InlineData("user/Patient.rs", "False Patient True False")]
    [InlineData("user/Patient.r", "")]
    [InlineData("user/Nothing.read", "")]
    [InlineData("admin/*.read", "")]
    [InlineData("user/*", "")]
    [InlineData("/.", "")]
    [InlineData("openid fhirUser", "")]
    public void Scopes_are_read_as_smart_has_them(string scope, string expected) =>
        Assert.Equal(
            expected,
            string.Join(';', SmartScopes.Parse([scope]).Select(grant => $"{grant.IsPatient} {grant.Type} {grant.Read} {grant.Write}"))
        );
}
