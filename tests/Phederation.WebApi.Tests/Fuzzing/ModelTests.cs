using Phederation.Fuzzing.Campaigns.Pool;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Targets;
using Phederation.Testing;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Fuzzing;

/// <summary>What the fuzzer's models compose, against the service on its database.</summary>
public sealed class ModelTests(SharedCluster shared)
{
    private const int Rounds = 12;

    // What takes a body, or something that was made before, and isn't refused by chance alone.
    private static readonly string[] Reached =
    [
        "POST /conceptset",
        "GET /conceptset/{id}",
        "DELETE /conceptset/{id}",
        "POST /cohortdefinition",
        "GET /cohortdefinition/{id}",
        "POST /cohortdefinition/sql",
        "POST /cohortdefinition/check",
        "GET /vocabulary/{sourceKey}/domains",
        "POST /vocabulary/{sourceKey}/search",
        "POST /sqlrender/translate",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_of_webapi_reaches_what_the_service_does_and_finds_nothing()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        var model = ServiceModels.Known.Make("webapi");

        var (runs, findings) = await RunAsync(model, new Uri(site.Service.Address, "/WebAPI"));

        var done = runs.SelectMany(run => run.Scenario.Steps.Zip(run.Results))
            .Where(pair => pair.Second.Answer?.Status is >= 200 and < 300)
            .Select(pair => pair.First.Operation)
            .ToHashSet();
        Assert.Empty(findings.Select(finding => $"{finding.Oracle}: {finding.Message}").Distinct());
        Assert.Empty(Reached.Except(done));
    }

    [Fact]
    public async Task Document_of_the_service_itself_is_a_model()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        using var folder = new TempFolder();
        var file = folder["openapi.json"];
        await File.WriteAllBytesAsync(file, await site.Service.Client.GetByteArrayAsync("/openapi.json", Cancellation), Cancellation);
        var model = ServiceModels.Known.Make($"openapi:{file}");

        var (_, findings) = await RunAsync(model, site.Service.Address);

        Assert.True(model.Operations.Count > 50, $"{model.Operations.Count}");
        // Its document says less than it asks for: what is judged by that alone are no faults of the service.
        Assert.Empty(
            findings
                .Where(finding => finding.Severity >= FindingSeverity.Error)
                .Select(finding => $"{finding.Oracle}: {finding.Message}")
                .Distinct()
        );
    }

    private static async Task<(List<ScenarioRun> Runs, List<Finding> Findings)> RunAsync(IServiceModel model, Uri home)
    {
        await using var runner = await ScenarioRunner.CreateAsync(
            new FuzzTarget { Base = home },
            NoControl.Instance,
            NoControl.Instance,
            pacer: null,
            TimeProvider.System,
            Cancellation
        );
        List<IOracle> oracles = [.. OracleSets.Http(home), .. model.Oracles];
        var (pool, runs, findings) = (new ResourcePool(), new List<ScenarioRun>(), new List<Finding>());
        var context = new ComposeContext(pool, [], []);
        for (var number = 0; number < Rounds * model.Operations.Count; number++)
        {
            var operation = model.Operations[number % model.Operations.Count];
            if (model.Compose(operation, number, context, new FuzzRandom(1).Fork($"{number}")) is { } scenario)
            {
                var run = (await runner.RunAsync(scenario, pool, Cancellation)).Run;
                pool.Add(run);
                runs.Add(run);
                findings.AddRange(oracles.SelectMany(oracle => oracle.Judge(run)));
            }
        }

        return (runs, findings);
    }
}
