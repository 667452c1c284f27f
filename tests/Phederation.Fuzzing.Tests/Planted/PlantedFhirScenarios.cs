using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>Every shape once, over the types of the planted server and as both of its users.</summary>
internal static class PlantedFhirScenarios
{
    private const string Owner = "owner";
    private const string Other = "other";

    /// <summary>The scenarios.</summary>
    public static IReadOnlyList<Scenario> All()
    {
        var number = 0L;
        var patient = ResourceRoute.Fhir("Patient");
        var observation = ResourceRoute.Fhir("Observation");
        return
        [
            CreateReadShape.Build(number++, patient, Patient(ScenarioKinds.CreateRead), Owner),
            CreateReadShape.Build(number++, observation, Observation("round"), Owner),
            UpdateReadShape.Build(number++, patient, Patient(ScenarioKinds.UpdateRead), Patient("changed", "female"), Owner),
            VersionReadShape.Build(number++, patient, Patient(ScenarioKinds.VersionRead), Patient("changed", "female"), Owner),
            UpdateTwiceShape.Build(number++, patient, Patient(ScenarioKinds.UpdateTwice), Patient("changed", "female"), Owner),
            DeleteReadShape.Build(number++, patient, Patient(ScenarioKinds.DeleteRead), Owner),
            FailedCreateShape.Build(number++, patient, Invalid("fc"), Probe("fc")),
            FailedUpdateShape.Build(number++, patient, Patient(ScenarioKinds.FailedUpdate), Invalid("fu"), Owner),
            IfMatchShape.Build(number++, patient, Patient("im"), Patient("im", "female"), Patient("im", "other"), Owner),
            TransactionAtomicShape.Build(number++, [Post(Patient("ta")), Post(Invalid("ta"))], "code", Probe("ta")),
            TransactionWholeShape.Build(number++, [Post(Patient("tw")), Post(Patient("tw", "female"))], Probe("tw")),
            SearchPostShape.Build(number++, Seeded("sp"), "gender=male"),
            SearchAndShape.Build(number++, Seeded("sa"), "gender=male", "birthdate=1970-01-01"),
            SearchOrShape.Build(number++, Seeded("so"), "gender", "male", "female"),
            SearchPagesShape.Build(number++, Seeded("sg"), "", 2, 4),
            SearchCountZeroShape.Build(number++, Seeded("sz"), "gender=male"),
            SearchNotShape.Build(number++, Seeded("sn"), "gender", "male"),
            SearchMissingShape.Build(number++, Seeded("sm"), "birthdate"),
            SearchSortShape.Build(number++, Seeded("ss"), "birthdate"),
            SearchSortShape.Build(number++, Seeded("su"), "_lastUpdated"),
            SearchSortShape.Build(number++, Seeded("si"), "_id"),
            CreateSearchShape.Build(
                number++,
                patient,
                Patient(ScenarioKinds.CreateSearch),
                SearchTarget.Fhir("Patient", Owner),
                ["gender=male"]
            ),
            DeleteSearchShape.Build(number++, patient, Patient("ds"), SearchTarget.Fhir("Patient", Owner)),
            AccessShape.Build(
                number++,
                patient,
                Patient("as"),
                Patient("as", "other"),
                Owner,
                Other,
                ["/Patient/{id}/_history", "/Patient/{id}/_history/1"]
            ),
            AccessShape.Build(
                number++,
                patient,
                Patient("aa"),
                Patient("aa", "other"),
                Owner,
                FuzzRequest.Anonymous,
                ["/Patient/{id}/_history"]
            ),
            AccessSearchShape.Build(
                number++,
                patient,
                Patient("al"),
                Owner,
                Other,
                AccessForms.Fhir("Patient", "{id}", null, "identifier=al")
            ),
            AccessSearchShape.Build(
                number++,
                observation,
                Observation("secret", "{{0.0.id}}"),
                Owner,
                Other,
                AccessForms.Fhir("Observation", "{{0.0.id}}", "subject", "status=final")
            ),
            GetHeadShape.Build(number++, "search Patient", "/Patient?gender=male", Owner),
            GetHeadShape.Build(number++, "read Patient", "/Patient/{{0.0.id}}", Owner),
            ConditionalReadShape.Build(number++, patient, Patient("cr"), Owner),
            ForeignOriginShape.Build(number++, "search Patient", "/Patient?gender=male", Owner),
            EventReadShape.Build(number++, patient, Patient("er"), TargetEvent.Restart, "restart", Owner),
            RepeatShape.Build(number++, Get("/Patient?gender=male"), Get("/Patient/slow")),
            Single(number++, "PATCH", "/Patient"),
            Single(number++, "GET", "/Nothing"),
            Single(number, "GET", "/Patient/poison"),
        ];
    }

    private static ResourceBody Patient(string mark, string gender = "male") =>
        new(
            $$"""
            {"resourceType":"Patient","identifier":[{"value":"{{mark}}"}],"gender":"{{gender}}","multipleBirthInteger":2,"birthDate":"1970-01-01",
            "name":[{"family":"Meyer-Landrut 77","given":["Anna","Zoë"]}]}
            """
        );

    private static ResourceBody Invalid(string mark) =>
        new(
            $$"""{"resourceType":"Patient","identifier":[{"value":"{{mark}}"}],"gender":"no such gender"}""",
            RequestIntent.Invalid,
            "code"
        );

    private static ResourceBody Observation(string mark, string subject = "hidden") =>
        new(
            $$"""
            {"resourceType":"Observation","identifier":[{"value":"{{mark}}"}],"status":"final","code":{"text":"x"},"subject":{"reference":"Patient/{{subject}}"},
            "valueQuantity":{"value":1.50} }
            """
        );

    private static SearchTarget Probe(string mark) => SearchTarget.Fhir("Patient", Owner) with { Narrowing = $"identifier={mark}" };

    // Some male, some female, one of whom nothing is said.
    private static SearchTarget Seeded(string mark) =>
        Probe(mark) with
        {
            Seeds =
            [
                .. new[] { Patient(mark), Patient(mark, "female"), Other1970(mark), Patient(mark, "female"), Silent(mark) }.Select(body =>
                    (ResourceRoute.Fhir("Patient"), body)
                ),
            ],
        };

    private static ResourceBody Other1970(string mark) =>
        new($$"""{"resourceType":"Patient","identifier":[{"value":"{{mark}}"}],"gender":"male","birthDate":"1980-02-02"}""");

    private static ResourceBody Silent(string mark) => new($$"""{"resourceType":"Patient","identifier":[{"value":"{{mark}}"}]}""");

    private static TransactionEntry Post(ResourceBody body) => new("POST", "Patient", body.Bytes);

    private static RequestStep Get(string path) =>
        new()
        {
            Operation = "search Patient",
            Request = new FuzzRequest
            {
                Method = "GET",
                Path = path,
                Actor = Owner,
            },
            Intent = RequestIntent.Open,
        };

    private static Scenario Single(long number, string method, string path) =>
        new()
        {
            Number = number,
            Kind = ScenarioKinds.Single,
            Steps =
            [
                Get(path) with
                {
                    Request = new FuzzRequest
                    {
                        Method = method,
                        Path = path,
                        Actor = Owner,
                    },
                },
            ],
        };
}
