using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Tests.Oracles;

/// <summary>What is said of an order, and of which nothing is.</summary>
public sealed class SearchSortTests
{
    private static string Born(string date) => $$"""{"resourceType":"Patient","birthDate":"{{date}}"}""";

    public static TheoryData<string, string, string, bool> Pairs { get; } =
        new()
        {
            { "birthdate", Born("1970"), Born("1980-01-01"), true },
            // The shorter one has the other in it, or may have.
            { "birthdate", Born("1970"), Born("1970-05-01"), false },
            { "birthdate", Born("1970-05"), Born("1970"), false },
            { "birthdate", Born("1970-01-01"), Born("1970-01-01"), false },
            { "birthdate", Born("1970-01-01"), Born("soon"), false },
            { "birthdate", Born("1970-01-01"), """{"resourceType":"Patient"}""", false },
            { "date", Observed("2020-01-01T10:00:00Z"), Observed("2020-01-01T10:00:01Z"), true },
            { "date", Observed("2020-01-01T10:00:00.100Z"), Observed("2020-01-01T10:00:00.2Z"), true },
            { "date", Observed("2020-01-01T10:00:00Z"), Observed("2020-01-01T10:00:00.2Z"), false },
            { "date", Observed("2020-01-01T12:00:00+02:00"), Observed("2020-01-01T11:00:00Z"), true },
            { "date", Observed("2020-01-01T11:00:00+02:00"), Observed("2020-01-01T10:00:00+01:00"), false },
            // A day of a time zone that isn't said.
            { "date", Observed("2020-01-01"), Observed("2020-01-02T01:00:00Z"), false },
            { "date", Observed("2020-01-01"), Observed("2020-01-03T01:00:00Z"), true },
            { "title", Titled("Alpha"), Titled("Beta"), true },
            { "title", Titled("alpha"), Titled("Beta"), false },
            { "title", Titled("Alpha"), Titled("Älter"), false },
            { "title", Titled("a b"), Titled("aa"), false },
            { "title", Titled("a-c"), Titled("ab"), false },
            { "title", Titled("a10"), Titled("a9"), false },
            { "title", Titled("Alpha"), Titled("Alphabet"), false },
            { "probability", Risk("0.1"), Risk("0.25"), true },
            { "probability", Risk("1e-1"), Risk("0.25"), true },
            { "probability", Risk("0.10"), Risk("0.1"), false },
            // Two values: of which it is sorted by, is the server's.
            {
                "name",
                """{"resourceType":"Patient","name":[{"family":"A"}]}""",
                """{"resourceType":"Patient","name":[{"family":"B"}]}""",
                false
            },
            { "gender", """{"resourceType":"Patient","gender":"female"}""", """{"resourceType":"Patient","gender":"male"}""", false },
            { "_id", """{"resourceType":"Patient","id":"abc"}""", """{"resourceType":"Patient","id":"abd"}""", true },
            { "_id", """{"resourceType":"Patient","id":"9"}""", """{"resourceType":"Patient","id":"10"}""", false },
            { "_lastUpdated", Updated("2020-01-01T10:00:00.123Z"), Updated("2020-01-01T10:00:00.124Z"), true },
            { "_lastUpdated", Updated("2020-01-01T10:00:00.1234567Z"), Updated("2020-01-01T10:00:00.1236Z"), false },
        };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Order_is_judged_where_every_server_has_the_same(string code, string first, string second, bool isSure)
    {
        Assert.Empty(Judge(code, [first, second]));
        Assert.Equal(isSure, Judge(code, [second, first]).Count == 2);
        Assert.True(isSure || Judge(code, [second, first]).Count == 0);
    }

    [Fact]
    public void Order_that_the_server_says_it_left_out_is_not_judged() =>
        Assert.Empty(Judge("birthdate", [Born("1980"), Born("1970")], self: "http://x/Patient?_tag=a"));

    [Fact]
    public void What_has_no_value_may_stand_anywhere()
    {
        const string none = """{"resourceType":"Patient"}""";
        Assert.Empty(Judge("birthdate", [none, Born("1970"), none, Born("1980"), none]));
        Assert.NotEmpty(Judge("birthdate", [Born("1980"), none, Born("1970")]));
    }

    private static List<Finding> Judge(string code, string[] ascending, string? self = null)
    {
        var scenario = SearchSortShape.Build(0, SearchTarget.Fhir("Patient", "a"), code);
        var run = Runs.Of(
            scenario,
            Runs.Step(scenario, 0, Bundle(ascending, "")),
            Runs.Step(scenario, 1, Bundle(ascending, self ?? $"http://x/Patient?_sort={code}&_count=100")),
            Runs.Step(scenario, 2, Bundle([.. ascending.Reverse()], self ?? $"http://x/Patient?_sort=-{code}&_count=100"))
        );
        return [.. OracleSets.Fhir().Single(oracle => oracle.Name == "search-sort").Judge(run)];
    }

    private static Fuzzing.Exchanges.FuzzAnswer Bundle(string[] resources, string self) =>
        Runs.Json(
            200,
            $$"""
            {"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"{{self}}"}],
            "entry":[{{string.Join(',', resources.Select(resource => "{\"resource\":" + resource + "}"))}}]}
            """
        );

    private static string Observed(string date) => $$"""{"resourceType":"Observation","effectiveDateTime":"{{date}}"}""";

    private static string Titled(string title) => $$"""{"resourceType":"PlanDefinition","title":"{{title}}"}""";

    private static string Risk(string value) =>
        $$$"""{"resourceType":"RiskAssessment","prediction":[{"probabilityDecimal":{{{value}}}}]}""";

    private static string Updated(string time) => $$"""{"resourceType":"Patient","meta":{"lastUpdated":"{{time}}"} }""";
}
