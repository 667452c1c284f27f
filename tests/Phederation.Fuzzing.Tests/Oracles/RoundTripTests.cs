using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

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

    [Fact]
    public void Difference_is_named_by_its_place()
    {
        var finding = Judge("""{"name":[{"given":["a","b"]}]}""", """{"name":[{"given":["a","c"]}]}""");
        Assert.Equal("name.given", finding!.Detail);
        Assert.Contains("name[0].given[1]", finding.Message, StringComparison.Ordinal);
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

    private static Finding? Judge(string sent, string read)
    {
        var scenario = CreateReadShape.Build(0, ResourceRoute.Fhir("Patient"), new ResourceBody(sent), "a");
        var run = Runs.Of(
            scenario,
            Runs.Step(scenario, 0, Runs.Json(201, sent), ("id", "1")),
            Runs.Step(scenario, 1, Runs.Json(200, read))
        );
        return OracleSets.Fhir().Single(oracle => oracle.Name == "round-trip").Judge(run).SingleOrDefault();
    }
}
