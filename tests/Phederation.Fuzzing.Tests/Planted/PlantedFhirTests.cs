using Phederation.Fuzzing.Oracles;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>Each fault of the planted FHIR server is found by its oracle and by no other, and where there is none nothing is found.</summary>
public sealed class PlantedFhirTests(PlantedHost host) : IClassFixture<PlantedHost>
{
    public static TheoryData<string> Faults { get; } =
    [
        "access-effect/delete",
        "access-effect/update",
        "allow",
        "allow/contradiction",
        "anonymous",
        "broken-answer",
        "bundle-answer",
        "bundle-answer/status",
        "challenge",
        "compartment-leak/batch",
        "compartment-leak/everything",
        "compartment-leak/has",
        "compartment-leak/history",
        "compartment-leak/search",
        "compartment-leak/total",
        "conditional-read",
        "content-type",
        "cors",
        "crash",
        "created/location",
        "created/status",
        "created/tag",
        "denied-content",
        "engine-text",
        "error-outcome",
        "error-outcome/empty",
        "exit-code",
        "failed-create",
        "failed-update",
        "fhir-content-type",
        "file-path",
        "head",
        "head/header",
        "idempotent-put",
        "idempotent-put/refused",
        "if-match",
        "if-match/current",
        "if-match/done",
        "invalid-accepted",
        "latency",
        "out-of-memory",
        "read-after-create",
        "recovery",
        "restart",
        "round-trip/decimal",
        "round-trip/lost",
        "round-trip/order",
        "search-after-create",
        "search-after-delete",
        "search-and",
        "search-count-zero",
        "search-count-zero/total",
        "search-missing",
        "search-not",
        "search-or",
        "search-pages/lost",
        "search-pages/total",
        "search-pages/twice",
        "search-post",
        "search-sort",
        "search-sort/date",
        "search-sort/descending",
        "search-sort/updated",
        "secret",
        "secret/header",
        "secret/token",
        "server-error",
        "single-header",
        "sniffing",
        "sql-text",
        "stack-trace",
        "stranger",
        "stranger/write",
        "survival",
        "transaction",
        "transaction-whole",
        "use-after-delete",
        "use-after-delete/missing",
        "valid-refused",
        "version",
        "version-tag",
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
    public async Task Server_without_a_fault_gives_no_finding() => Assert.Empty(await FindAsync(""));

    private async Task<List<Finding>> FindAsync(string fault)
    {
        var time = new PlantedTime();
        var service = new PlantedFhir(fault, time);
        var name = $"fhir-{fault.Replace('/', '-')}";
        host.Plant(name, service);
        List<IOracle> oracles = [.. OracleSets.Http(host.At(name)), .. OracleSets.Fhir()];
        var runs = await PlantedRunner.RunAsync(host.At(name), service, service, time, PlantedFhirScenarios.All());
        return [.. runs.SelectMany(run => oracles.SelectMany(oracle => oracle.Judge(run)))];
    }
}
