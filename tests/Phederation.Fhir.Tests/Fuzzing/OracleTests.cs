using Phederation.Fhir.Tests.Support;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.Actors;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Targets;
using Phederation.Testing;

namespace Phederation.Fhir.Tests.Fuzzing;

/// <summary>Every shape of the fuzzer against the server on its database: the oracles find nothing.</summary>
public sealed class OracleTests(FhirSite site)
{
    private const string Owner = "owner";
    private const string Other = "other";
    private readonly Mark _mark = new();

    [Fact]
    public async Task Server_is_right_in_every_shape()
    {
        var home = new Uri($"{site.ClosedAddress.AbsoluteUri.TrimEnd('/')}/fhir");
        using var folder = new TempFolder();
        await using var runner = await ScenarioRunner.CreateAsync(
            new FuzzTarget
            {
                Base = home,
                Actors =
                [
                    Bearer(folder, Owner, Tokens.Make("user/*.*")),
                    Bearer(folder, Other, Tokens.Make("patient/*.read patient/*.write", $"nobody-{_mark.Id}")),
                ],
            },
            NoControl.Instance,
            NoControl.Instance,
            pacer: null,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        var captures = new RunCaptures();
        List<IOracle> oracles = [.. OracleSets.Http(home), .. OracleSets.Fhir()];
        var findings = new List<Finding>();
        foreach (var scenario in Scenarios())
        {
            var run = (await runner.RunAsync(scenario, captures, TestContext.Current.CancellationToken)).Run;
            captures.Add(run);
            findings.AddRange(oracles.SelectMany(oracle => oracle.Judge(run)));
            // What isn't carried out can't be judged.
            Assert.All(
                run.Results.Zip(run.Scenario.Steps.OfType<RequestStep>()).Where(pair => pair.Second.Intent == RequestIntent.Valid),
                pair => Assert.InRange(pair.First.Answer!.Status, 200, 299)
            );
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    private static Actor Bearer(TempFolder folder, string name, string token)
    {
        File.WriteAllText(folder[name], $"kind = \"bearer\"\ntoken = \"{token}\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return ActorFile.Load(name, folder[name]);
    }

    private List<Scenario> Scenarios()
    {
        var number = 0L;
        var patient = ResourceRoute.Fhir("Patient");
        var observation = ResourceRoute.Fhir("Observation");
        var all = new List<Scenario>
        {
            CreateReadShape.Build(number++, patient, Patient("one"), Owner),
            CreateReadShape.Build(number++, observation, Observation("one"), Owner),
            UpdateReadShape.Build(number++, patient, Patient("one"), Patient("two"), Owner),
            VersionReadShape.Build(number++, patient, Patient("one"), Patient("two"), Owner),
            UpdateTwiceShape.Build(number++, patient, Patient("one"), Patient("two"), Owner),
            UpdateTwiceShape.Build(number++, observation, Observation("one"), Observation("two"), Owner),
            DeleteReadShape.Build(number++, patient, Patient("one"), Owner),
            FailedCreateShape.Build(number++, patient, Invalid("fc"), Probe("fc")),
            FailedUpdateShape.Build(number++, patient, Patient("one"), Invalid("fu"), Owner),
            IfMatchShape.Build(number++, patient, Patient("one"), Patient("two"), Patient("three"), Owner),
            TransactionAtomicShape.Build(number++, [Post(Patient("ta")), Post(Invalid("ta"))], "code", Probe("ta")),
            TransactionWholeShape.Build(number++, [Post(Patient("tw")), Post(Patient("tw", "female"))], Probe("tw")),
            SearchPostShape.Build(number++, Seeded("sp"), "gender=male"),
            SearchAndShape.Build(number++, Seeded("sa"), "gender=male", "birthdate=1970"),
            SearchAndShape.Build(number++, Seeded("sa2"), "name=anna", "birthdate=ge1970-01-01&birthdate=lt1975"),
            SearchOrShape.Build(number++, Seeded("so"), "gender", "male", "female"),
            SearchOrShape.Build(number++, Seeded("so2"), "birthdate", "1970", "gt1979"),
            SearchOrShape.Build(number++, Seeded("so3"), "name:contains", "eye", "nna"),
            SearchPagesShape.Build(number++, Seeded("sg"), "", 2, 4),
            SearchPagesShape.Build(number++, Seeded("sg2"), "_sort=birthdate", 2, 4),
            SearchPagesShape.Build(number++, Seeded("sg3"), "_sort=-name", 1, 6),
            SearchCountZeroShape.Build(number++, Seeded("sz"), "gender=male"),
            SearchNotShape.Build(number++, Seeded("sn"), "gender", "male"),
            SearchNotShape.Build(number++, Seeded("sn2"), "gender", "male,female"),
            SearchNotShape.Build(number++, Seeded("sn3"), "deceased", "true"),
            CreateSearchShape.Build(
                number++,
                patient,
                Patient("cs"),
                SearchTarget.Fhir("Patient", Owner),
                [
                    "gender=male",
                    "name=Anna",
                    "birthdate=1970-01-01",
                    "family:exact=Meyer-Landrut%2077",
                    $"identifier=urn:fuzz|cs-{_mark.Id}",
                ]
            ),
            CreateSearchShape.Build(
                number++,
                observation,
                Observation("cs"),
                SearchTarget.Fhir("Observation", Owner),
                [
                    "code=http://loinc.org|8480-6",
                    "value-quantity=1.50",
                    "value-quantity=gt1|http://unitsofmeasure.org|mm[Hg]",
                    "status=final",
                    "subject=Patient/{{0.0.id}}",
                    "patient={{0.0.id}}",
                ]
            ),
            DeleteSearchShape.Build(number++, patient, Patient("ds"), SearchTarget.Fhir("Patient", Owner)),
            AccessShape.Build(
                number++,
                patient,
                Patient("as"),
                Patient("as", "other"),
                Owner,
                Other,
                ["/Patient/{id}/_history", "/Patient/{id}/_history/1", "/Patient/{id}/$everything"]
            ),
            AccessShape.Build(
                number++,
                observation,
                Observation("as"),
                Observation("at"),
                Owner,
                Other,
                ["/Observation/{id}/_history", "/Observation/{id}/_history/1"]
            ),
            AccessShape.Build(
                number++,
                patient,
                Patient("aa"),
                Patient("aa", "other"),
                Owner,
                FuzzRequest.Anonymous,
                ["/Patient/{id}/_history", "/Patient", "/_history", "/Patient/{id}/$everything"]
            ),
            AccessSearchShape.Build(
                number++,
                patient,
                Patient("al"),
                Owner,
                Other,
                AccessForms.Fhir("Patient", "{id}", null, $"identifier=urn:fuzz|al-{_mark.Id}")
            ),
            AccessSearchShape.Build(
                number++,
                observation,
                Observation("al"),
                Owner,
                Other,
                AccessForms.Fhir("Observation", "{{0.0.id}}", "subject", $"identifier=urn:fuzz|al-{_mark.Id}")
            ),
            GetHeadShape.Build(number++, "search Patient", "/Patient?gender=male", Owner),
            GetHeadShape.Build(number++, "read Patient", "/Patient/{{0.0.id}}", Owner),
            GetHeadShape.Build(number++, "capabilities", "/metadata", Owner),
            ConditionalReadShape.Build(number++, patient, Patient("cr"), Owner),
            ForeignOriginShape.Build(number++, "search Patient", "/Patient?gender=male", Owner),
        };
        foreach (
            var parameter in (string[])
                ["birthdate", "gender", "name", "identifier", "deceased", "general-practitioner", "address", "telecom"]
        )
        {
            all.Add(SearchMissingShape.Build(number++, Seeded("sm-" + parameter), parameter));
        }

        foreach (var parameter in (string[])["birthdate", "gender", "name", "_id", "_lastUpdated", "identifier", "family"])
        {
            all.Add(SearchSortShape.Build(number++, Seeded("ss-" + parameter), parameter));
        }

        foreach (
            var (method, path) in new[]
            {
                ("PATCH", "/Patient"),
                ("GET", "/Nothing"),
                ("DELETE", "/"),
                ("PROPFIND", "/Patient"),
                ("OPTIONS", "/Patient"),
                ("TRACE", "/Patient"),
                ("GET", "/Patient/%00"),
                ("GET", "/Patient?name=%ff"),
                ("GET", "/Patient?name=%00"),
                ("GET", "/Patient?_getpagesoffset=3"),
                ("GET", "/Patient?birthdate=gt2000-99-99"),
                ("GET", "/Observation?value-quantity=gt100|s|kg"),
                ("GET", "/Patient?_has:Observation:nope:x=1"),
                ("GET", "/Observation?subject.name=%ff%fe"),
                ("GET", "/Observation?subject:Patient.birthdate=abc"),
                ("GET", "/Patient?_sort=nope"),
                ("GET", "/Patient?_count=-1"),
                ("GET", "/Patient?_count=99999999999"),
                ("GET", "/%2e%2e/%2e%2e/etc/passwd"),
                ("POST", "/Patient"),
                ("PUT", "/Patient/x"),
                ("POST", "/"),
                ("POST", ""),
            }
        )
        {
            all.Add(Single(number++, method, path));
        }

        return all;
    }

    private ResourceBody Patient(string mark, string gender = "male") =>
        new(
            $$"""
            {"resourceType":"Patient","meta":{"tag":[{"system":"urn:test","code":"{{_mark.Id}}"}]},"identifier":[{"system":"urn:fuzz","value":"{{mark}}-{{_mark.Id}}"}],"gender":"{{gender}}","multipleBirthInteger":2,"birthDate":"1970-01-01",
            "name":[{"family":"Meyer-Landrut 77","given":["Anna","Zoë"]}],"address":[{"line":["b","a"],"city":"Köln"}],"extension":[{"url":"urn:x","valueDecimal":1.00},{"url":"urn:y","valueDecimal":100}]}
            """
        );

    private ResourceBody Invalid(string mark) =>
        new(
            $$"""{"resourceType":"Patient","identifier":[{"system":"urn:fuzz","value":"{{mark}}-{{_mark.Id}}"}],"gender":"no such gender"}""",
            RequestIntent.Invalid,
            "code"
        );

    private ResourceBody Observation(string mark) =>
        new(
            $$"""
            {"resourceType":"Observation","identifier":[{"system":"urn:fuzz","value":"{{mark}}-{{_mark.Id}}"}],"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"subject":{"reference":"Patient/{{"{{0.0.id}}"}}"},
            "valueQuantity":{"value":1.50,"unit":"mm[Hg]","system":"http://unitsofmeasure.org","code":"mm[Hg]"} }
            """
        );

    private SearchTarget Probe(string mark) =>
        SearchTarget.Fhir("Patient", Owner) with
        {
            Narrowing = $"identifier=urn:fuzz|{mark}-{_mark.Id}",
        };

    private SearchTarget Seeded(string mark) =>
        Probe(mark) with
        {
            Seeds =
            [
                .. new[] { Patient(mark), Patient(mark, "female"), Patient(mark, "unknown"), Later(mark), Silent(mark) }.Select(body =>
                    (ResourceRoute.Fhir("Patient"), body)
                ),
            ],
        };

    private ResourceBody Later(string mark) =>
        new(
            $$"""{"resourceType":"Patient","identifier":[{"system":"urn:fuzz","value":"{{mark}}-{{_mark.Id}}"}],"gender":"male","birthDate":"1980-02","deceasedBoolean":true}"""
        );

    private ResourceBody Silent(string mark) =>
        new($$"""{"resourceType":"Patient","identifier":[{"system":"urn:fuzz","value":"{{mark}}-{{_mark.Id}}"}]}""");

    private static TransactionEntry Post(ResourceBody body) => new("POST", "Patient", body.Bytes);

    private static Scenario Single(long number, string method, string path) =>
        new()
        {
            Number = number,
            Kind = ScenarioKinds.Single,
            Steps =
            [
                new RequestStep
                {
                    Operation = $"{method} {path.Split('?')[0]}",
                    Request = new FuzzRequest
                    {
                        Method = method,
                        Path = path,
                        Actor = Owner,
                    },
                    Intent = RequestIntent.Open,
                },
            ],
        };
}
