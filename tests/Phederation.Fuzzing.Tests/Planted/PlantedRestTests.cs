using Phederation.Fuzzing.Oracles;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>Each fault of the planted service is found by its oracle and by no other, and where there is none nothing is found.</summary>
public sealed class PlantedRestTests(PlantedHost host) : IClassFixture<PlantedHost>
{
    public static TheoryData<string> Faults { get; } =
    [
        "created",
        "error-problem",
        "error-problem/status",
        "failed-create",
        "idempotent-put",
        "if-match",
        "invalid-accepted",
        "redirect",
        "redirect/elsewhere",
        "round-trip",
        "sql-escaping",
        "stranger",
        "use-after-delete",
        "version",
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Planted_fault_is_found_by_its_oracle_and_by_no_other(string fault)
    {
        var findings = await FindAsync(fault);

        var named = findings.Select(finding => finding.Oracle).Distinct().ToList();
        Assert.True(named is [var only] && only == fault.Split('/')[0], string.Join('\n', findings.Append(null)));
    }

    [Fact]
    public async Task Service_without_a_fault_gives_no_finding() => Assert.Empty(await FindAsync(""));

    private async Task<List<Finding>> FindAsync(string fault)
    {
        var time = new PlantedTime();
        var service = new PlantedRest(fault, time);
        var name = $"rest-{fault.Replace('/', '-')}";
        host.Plant(name, service);
        List<IOracle> oracles = [.. OracleSets.Http(host.At(name)), .. OracleSets.Rest(hasProblems: true)];
        var runs = await PlantedRunner.RunAsync(host.At(name), service, service, time, PlantedRestScenarios.All());
        return [.. runs.SelectMany(run => oracles.SelectMany(oracle => oracle.Judge(run)))];
    }
}
