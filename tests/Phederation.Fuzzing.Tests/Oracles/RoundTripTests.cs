using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Reports;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;
using Phederation.Fuzzing.Tests.Journals;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Oracles;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData("""{"a":1.0}""", """{"a":1.0,"id":"1","meta":{"versionId":"1"},"text":{}}""", true)]
    [InlineData("""{"a":1.0}""", """{"a":1}""", false)]
    [InlineData("""{"a":1.0}""", """{"a":1.00}""", false)]
    [InlineData("""{"a":1e2}""", """{"a":100}""", true)]
    [InlineData("""{"a":1e2}""", """{"a":101}""", false)]
    [InlineData("""{"a":-0}""", """{"a":0}""", true)]
    [InlineData("""{"a":0.1234567890123456789}""", """{"a":0.12345678901234568}""", false)]
    [InlineData("""{"a":123456789012345678901234567890}""", """{"a":123456789012345680000000000000}""", false)]
    [InlineData("""{"a":["x","y"]}""", """{"a":["y","x"]}""", false)]
    [InlineData("""{"a":["x","y"]}""", """{"a":["x"]}""", false)]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"c":2,"b":1}}""", true)]
    [InlineData("""{"a":"\u00e4"}""", """{"a":"ä"}""", true)]
    [InlineData("""{"a":"ä"}""", """{"a":"a\u0308"}""", false)]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", false)]
    [InlineData("""{"subject":{"reference":"Patient/1"}}""", """{"subject":{"reference":"http://x/fhir/Patient/1"}}""", true)]
    [InlineData("""{"subject":{"reference":"Patient/1"}}""", """{"subject":{"reference":"Patient/2"}}""", false)]
    [InlineData("""{"meta":{"tag":[{"code":"x"}]}}""", """{"meta":{"tag":[{"code":"y"},{"code":"x"}],"lastUpdated":"z"}}""", true)]
    [InlineData("""{"meta":{"tag":[{"code":"x"}]}}""", """{"meta":{"tag":[{"code":"y"}]}}""", false)]
    public void Body_that_is_read_is_the_one_that_was_written_or_is_told(string sent, string read, bool isSame) =>
        Assert.Equal(isSame, Judge(sent, read) is null);

    [Theory]
    [InlineData("""{"name":[{"given":["a","b"]}]}""", """{"name":[{"given":["a","c"]}]}""", "text is another", "name.given")]
    [InlineData("""{"a":1.50}""", """{"a":1.5}""", "decimal lost its precision", "a")]
    [InlineData("""{"a":0.1234567890123456789}""", """{"a":0.12345678901234568}""", "decimal is rounded", "a")]
    [InlineData("""{"a":1.5}""", """{"a":2.5}""", "decimal is another", "a")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""", "integer is lost", "a.b")]
    [InlineData("""{"a":{}}""", """{"a":{"b":"2020-01-01"}}""", "date is added", "a.b")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "integer became text", "a")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2]}""", "list is shorter", "a")]
    [InlineData("""{"a":["x","y"]}""", """{"a":["y","x"]}""", "list is in another order", "a")]
    [InlineData("""{"a":"x "}""", """{"a":"x"}""", "text is trimmed", "a")]
    [InlineData("""{"a":true}""", """{"a":false}""", "truth value is another", "a")]
    public void Difference_is_named_by_its_kind_and_has_its_place(string sent, string read, string kind, string place)
    {
        var finding = Judge(sent, read)!;
        Assert.Equal((kind, place), (finding.Detail, finding.Place));
    }

    [Fact]
    public void Losses_of_one_kind_are_one_fault_and_of_two_kinds_are_two()
    {
        var findings = JudgeAll("""{"a":1.0,"b":{"c":2.00,"d":"x"},"e":[3.0,4.0]}""", """{"a":1,"b":{"c":2},"e":[3,4]}""");

        Assert.Equal(2, findings.Select(BucketKey.Of).Distinct().Count());
        Assert.Equal(
            ["a", "b.c", "e"],
            findings.Where(finding => finding.Detail == "decimal lost its precision").Select(finding => finding.Place)
        );
    }

    [Fact]
    public void Places_of_a_fault_are_listed_in_the_journal_and_the_report()
    {
        using var folder = new TempFolder();
        using (var writer = JournalWriter.Create(folder.Path, JournalSamples.Header, TimeProvider.System))
        {
            var findings = JudgeAll("""{"a":1.0,"b":2.00}""", """{"a":1,"b":2}""");
            writer.Add(JournalSamples.Run(0) with { Findings = findings });
        }

        var journal = CampaignJournal.Read(folder.Path);
        Assert.Equal(["a", "b"], Assert.Single(journal.Buckets).Places);
        Assert.Contains("at: a, b\n", TextReport.Write(CampaignReport.Of(journal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(5000)]
    public void Body_that_is_deeper_than_readers_take_by_themselves_is_no_fault(int depth)
    {
        var deep = "{\"a\":" + new string('[', depth) + new string(']', depth) + "}";
        Assert.Null(Judge(deep, deep));
    }

    [Fact]
    public void Depth_that_can_be_compared_is_compared() =>
        Assert.NotNull(
            Judge(
                "{\"a\":" + new string('[', 300) + "1" + new string(']', 300) + "}",
                "{\"a\":" + new string('[', 300) + "2" + new string(']', 300) + "}"
            )
        );

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("no JSON")]
    [InlineData("")]
    public void What_cannot_be_compared_is_no_fault(string read) => Assert.Null(Judge("""{"a":"\ud800"}""", read));

    private static Finding? Judge(string sent, string read) => JudgeAll(sent, read).SingleOrDefault();

    private static List<Finding> JudgeAll(string sent, string read)
    {
        var scenario = CreateReadShape.Build(0, ResourceRoute.Fhir("Patient"), new ResourceBody(sent), "a");
        var run = Runs.Of(
            scenario,
            Runs.Step(scenario, 0, Runs.Json(201, sent), ("id", "1")),
            Runs.Step(scenario, 1, Runs.Json(200, read))
        );
        return [.. OracleSets.Fhir().Single(oracle => oracle.Name == "round-trip").Judge(run)];
    }
}
