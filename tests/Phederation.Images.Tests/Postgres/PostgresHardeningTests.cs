namespace Phederation.Images.Tests.Postgres;

public sealed class PostgresHardeningTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Process_has_no_capability_no_new_privilege_and_a_read_only_root()
    {
        await using var server = await PostgresServer.RunAsync(Cancellation);

        var status = (await server.AskAsync("SELECT pg_read_file('/proc/1/status')", Cancellation)).Output;
        foreach (var set in new[] { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" })
        {
            Assert.Contains($"{set}:\t0000000000000000", status, StringComparison.Ordinal);
        }

        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Contains("Uid:\t999\t999\t999\t999", status, StringComparison.Ordinal);
        foreach (var folder in new[] { "/etc", "/tmp", "/usr/lib/phederation", "/run/secrets" })
        {
            var written = await server.AskAsync($"COPY (SELECT 1) TO '{folder}/x'", Cancellation);
            Assert.Contains("Read-only file system", written.Error, StringComparison.Ordinal);
        }

        var program = await server.AskAsync("COPY (SELECT 1) TO PROGRAM '/run/postgresql/x'", Cancellation);
        Assert.NotEqual(0, program.ExitCode);
        var container = await server.InspectAsync(Cancellation);
        Assert.True(container.HostConfig.ReadonlyRootfs);
    }

    [Fact(Timeout = 300_000)]
    public async Task Tools_of_maintenance_run_inside()
    {
        await using var server = await PostgresServer.RunAsync(Cancellation);

        foreach (
            var command in new string[][]
            {
                ["pg_isready"],
                ["pg_dump", "--schema-only", "--dbname=OHDSI"],
                ["vacuumdb", "--analyze", "--dbname=OHDSI"],
                ["pg_controldata"],
                ["pg_ctl", "status"],
                ["pg_ctl", "reload"],
            }
        )
        {
            var result = await server.Engine.Containers.ExecAsync(server.Id, new(command), Cancellation);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {result.Error}");
        }
    }
}
