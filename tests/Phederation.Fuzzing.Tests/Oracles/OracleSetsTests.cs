using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Oracles.Differential;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Tests.Planted;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Oracles;

public sealed class OracleSetsTests
{
    [Fact]
    public void Names_tell_oracles_apart_within_what_a_campaign_uses()
    {
        Assert.Distinct(OracleSets.Http().Concat(OracleSets.Fhir()).Select(oracle => oracle.Name));
        Assert.Distinct(OracleSets.Http().Concat(OracleSets.Rest(hasProblems: true)).Select(oracle => oracle.Name));
    }

    [Fact]
    public void Page_about_oracles_has_each_with_its_rule()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "src/Phederation.Fuzzing/Oracles/README.md"));
        var missing = OracleSets
            .Http()
            .Concat(OracleSets.Fhir())
            .Concat(OracleSets.Rest(hasProblems: true))
            .Select(oracle => $"| `{oracle.Name}` | {oracle.Rule} |")
            .Append($"| `{DifferentialOracle.Name}` | {DifferentialOracle.Rule} |")
            .Where(row => !page.Contains(row, StringComparison.Ordinal))
            .Distinct();

        Assert.Empty(missing);
    }

    [Fact]
    public void Run_that_was_cut_off_anywhere_is_judged_without_an_error()
    {
        foreach (var scenario in PlantedFhirScenarios.All().Concat(PlantedRestScenarios.All()))
        {
            for (var done = 0; done <= scenario.Steps.Count; done++)
            {
                foreach (var answer in Answers)
                {
                    var results = scenario.Steps.Take(done).Select(step => Result(step, answer)).ToList();
                    var run = new ScenarioRun(scenario, results, new TargetCondition(IsServing: true));
                    foreach (
                        var oracle in OracleSets
                            .Http(new Uri("http://127.0.0.1/"))
                            .Concat(OracleSets.Fhir())
                            .Concat(OracleSets.Rest(hasProblems: true))
                    )
                    {
                        // To the last of what it finds: they are found while they are read.
                        Assert.NotNull(oracle.Judge(run).ToList());
                    }
                }
            }
        }
    }

    private static FuzzAnswer[] Answers { get; } =
    [
        new() { Status = 0, Fault = TransportFault.TimedOut },
        new() { Status = 200 },
        new()
        {
            Status = 999,
            IsCut = true,
            Body = "{"u8.ToArray(),
        },
        Runs.Json(200, "null"),
        Runs.Json(201, "[1]"),
        Runs.Json(
            200,
            """{"resourceType":"Bundle","type":"searchset","total":-1,"link":[1,{"relation":7}],"entry":[null,{"resource":[]},{"search":"x","response":{"status":""}}]}"""
        ),
        Runs.Json(200, """{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"x"}}]}"""),
        Runs.Json(404, """{"resourceType":"OperationOutcome","issue":{"severity":1}}"""),
        Runs.Json(200, """{"meta":[],"id":{},"resourceType":[]}"""),
    ];

    private static StepResult Result(ScenarioStep step, FuzzAnswer answer) =>
        step is RequestStep request
            ? new StepResult
            {
                Sent = request.Request,
                Answer = answer,
                Captured = request.Captures.ToDictionary(capture => capture.Key, _ => "1"),
            }
            : new StepResult { Event = new EventResult(IsDone: true, TimeSpan.Zero) };
}
