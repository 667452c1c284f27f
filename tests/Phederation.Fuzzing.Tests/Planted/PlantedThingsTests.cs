using Phederation.Fuzzing.Campaigns.Pool;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Models.OpenApi;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>Each fault of the service behind an OpenAPI document is found by its oracle and by no other, in scenarios that the document's model composes.</summary>
public sealed class PlantedThingsTests(PlantedHost host) : IClassFixture<PlantedHost>
{
    private const int Scenarios = 400;

    public static TheoryData<string> Faults { get; } =
    ["anonymous", "invalid-accepted", "undeclared-body", "undeclared-status", "undeclared-type", "use-after-delete", "valid-refused"];

    /// <summary>The document of <see cref="PlantedThings"/>.</summary>
    internal static string Document => Path.Combine(AppContext.BaseDirectory, "Models/OpenApi/things.openapi.yaml");

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Planted_fault_is_found_by_its_oracle_and_by_no_other(string fault)
    {
        var findings = await FindAsync(fault);

        var named = findings.Select(finding => finding.Oracle).Distinct().ToList();
        Assert.True(named is [var only] && only == fault, Told(findings));
    }

    [Fact]
    public async Task Service_without_a_fault_gives_no_finding()
    {
        var findings = await FindAsync("");

        Assert.True(findings.Count == 0, Told(findings));
    }

    private static string Told(List<Finding> findings) =>
        findings.Count == 0 ? "nothing was found" : string.Join('\n', findings.DistinctBy(finding => (finding.Oracle, finding.Detail)));

    private async Task<List<Finding>> FindAsync(string fault)
    {
        var model = OpenApiServiceModel.Load(Document);
        var time = new PlantedTime();
        var service = new PlantedThings(fault, time);
        var name = $"things-{fault}";
        host.Plant(name, service);
        List<IOracle> oracles = [.. OracleSets.Http(host.At(name)), .. model.Oracles];
        var runs = await PlantedRunner.RunAsync(host.At(name), service, service, time, Compose(model));
        return [.. runs.SelectMany(run => oracles.SelectMany(oracle => oracle.Judge(run)))];
    }

    private static IEnumerable<Scenario> Compose(OpenApiServiceModel model)
    {
        var context = new ComposeContext(new ResourcePool(), ["owner", "other"], []);
        for (var number = 0; number < Scenarios; number++)
        {
            var operation = model.Operations[number % model.Operations.Count];
            if (model.Compose(operation, number, context, new FuzzRandom(1).Fork($"{number}")) is { } scenario)
            {
                yield return scenario;
            }
        }
    }
}
