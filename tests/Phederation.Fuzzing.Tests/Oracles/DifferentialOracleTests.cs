using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles.Differential;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Tests.Oracles;

public sealed class DifferentialOracleTests
{
    private const string Resource =
        """{"resourceType":"Patient","id":"ID","meta":{"versionId":"1","lastUpdated":"TIME"},"link":"http://HOST/fhir/Patient/ID/_history/1","n":1}""";

    [Fact]
    public void Runs_that_differ_in_ids_addresses_and_times_only_are_the_same() =>
        Assert.Empty(
            DifferentialOracle.Compare(Run("abc-1", "2026-01-01T00:00:00Z", "a:1"), Run("17", "2026-02-02T11:12:13.456+01:00", "b:2"))
        );

    [Theory]
    [InlineData("\"n\":1", "\"n\":2", "body n")]
    [InlineData("\"n\":1", "\"m\":1", "body n")]
    [InlineData("Patient\"", "Person\"", "body resourceType")]
    public void Body_that_differs_is_told(string text, string other, string detail) =>
        Assert.Equal(
            [detail],
            Compare(answer => answer with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(answer.Body.Span).Replace(text, other)) })
        );

    [Fact]
    public void Empty_page_with_the_right_status_is_told() => Assert.Equal(["body "], Compare(answer => answer with { Body = default }));

    [Fact]
    public void Other_status_is_told() => Assert.Equal(["status 200 500"], Compare(answer => answer with { Status = 500 }));

    [Fact]
    public void Other_type_is_told() =>
        Assert.Equal(["type"], Compare(answer => answer with { Headers = [KeyValuePair.Create("Content-Type", "text/html")] }));

    [Fact]
    public void Missing_answer_is_told() =>
        Assert.Equal(["fault"], Compare(answer => new FuzzAnswer { Status = 0, Fault = TransportFault.Closed }));

    [Fact]
    public void Target_that_is_gone_afterwards_is_told()
    {
        var run = Run("1", "2026-01-01T00:00:00Z", "a");
        Assert.Equal(["condition"], Details(run, run with { Condition = new TargetCondition(IsServing: false) }));
    }

    [Fact]
    public void Run_that_was_cut_off_is_told()
    {
        var run = Run("1", "2026-01-01T00:00:00Z", "a");
        Assert.Equal(["cut off"], Details(run, run with { Results = [run.Results[0]] }));
    }

    [Fact]
    public void Runs_of_two_scenarios_are_not_compared()
    {
        var run = Run("1", "2026-01-01T00:00:00Z", "a");
        Assert.Throws<ArgumentException>(() =>
            DifferentialOracle.Compare(run, run with { Scenario = run.Scenario with { Kind = ScenarioKinds.Single } })
        );
    }

    private static IEnumerable<string> Compare(Func<FuzzAnswer, FuzzAnswer> change)
    {
        var run = Run("1", "2026-01-01T00:00:00Z", "a");
        return Details(run, run with { Results = [run.Results[0], run.Results[1] with { Answer = change(run.Results[1].Answer!) }] });
    }

    private static IEnumerable<string> Details(ScenarioRun one, ScenarioRun other) =>
        DifferentialOracle.Compare(one, other).Select(finding => finding.Detail);

    private static ScenarioRun Run(string id, string time, string host)
    {
        var scenario = CreateReadShape.Build(0, ResourceRoute.Fhir("Patient"), new ResourceBody("{}"), "a");
        var body = Resource.Replace("ID", id).Replace("TIME", time).Replace("HOST", host);
        return Runs.Of(scenario, Runs.Step(scenario, 0, Runs.Json(201, body), ("id", id)), Runs.Step(scenario, 1, Runs.Json(200, body)));
    }
}
