namespace Phederation.Images.Tests.Postgres;

public sealed class PostgresLifeTests
{
    private const string Unfinished = "/var/lib/postgresql/first-start.unfinished";
    private const string ControlFile = "/var/lib/postgresql/data/global/pg_control";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Data_outlives_a_stop_and_a_kill()
    {
        await using var server = await PostgresServer.RunAsync(Cancellation);
        await WriteAsync(server, 1);

        await server.Engine.Containers.StopAsync(server.Id, cancellationToken: Cancellation);
        Assert.Equal(0, (await server.InspectAsync(Cancellation)).State.ExitCode);
        await server.StartAsync(Cancellation);
        Assert.Equal(1L, await CountAsync(server));

        await WriteAsync(server, 2);
        await server.Engine.Containers.KillAsync(server.Id, cancellationToken: Cancellation);
        await server.Engine.Containers.WaitAsync(server.Id, cancellationToken: Cancellation);
        await server.StartAsync(Cancellation);
        Assert.Equal(2L, await CountAsync(server));
        await server.LogWithAsync("was not properly shut down; automatic recovery", Cancellation);
    }

    [Fact(Timeout = 300_000)]
    public async Task Cluster_without_the_mark_of_a_complete_first_start_is_never_removed()
    {
        await using var server = await PostgresServer.RunAsync(Cancellation);
        await WriteAsync(server, 1);
        Assert.Equal(0, (await server.AskAsync("ALTER SYSTEM RESET ALL", Cancellation)).ExitCode);

        await server.Engine.Containers.RestartAsync(server.Id, cancellationToken: Cancellation);
        await server.StartAsync(Cancellation);

        Assert.Equal(1L, await CountAsync(server));
    }

    [Fact(Timeout = 300_000)]
    public async Task First_start_that_was_killed_is_redone()
    {
        await using var server = await PostgresServer.CreateAsync(PostgresServer.GoodSecrets, Cancellation);
        await server.Engine.Containers.StartAsync(server.Id, Cancellation);
        while (!await server.HasFileAsync(ControlFile, Cancellation))
        {
            await Task.Delay(10, Cancellation);
        }

        await server.Engine.Containers.KillAsync(server.Id, cancellationToken: Cancellation);
        await server.Engine.Containers.WaitAsync(server.Id, cancellationToken: Cancellation);
        Assert.True(await server.HasFileAsync(Unfinished, Cancellation), "the first start was over before it was killed");

        await server.StartAsync(Cancellation);

        await server.LogWithAsync("the first start was interrupted; it is redone", Cancellation);
        Assert.False(await server.HasFileAsync(Unfinished, Cancellation));
        await WriteAsync(server, 1);
        Assert.Equal(1L, await CountAsync(server));
    }

    [Fact(Timeout = 300_000)]
    public async Task First_start_that_is_stopped_ends_at_once()
    {
        await using var server = await PostgresServer.CreateAsync(PostgresServer.GoodSecrets, Cancellation);
        await server.Engine.Containers.StartAsync(server.Id, Cancellation);
        while (!await server.HasFileAsync(Unfinished, Cancellation))
        {
            await Task.Delay(10, Cancellation);
        }

        await server.Engine.Containers.StopAsync(server.Id, TimeSpan.FromSeconds(30), Cancellation);

        // 137 would be the engine's own kill, after it had waited for 30 seconds.
        Assert.Contains((await server.InspectAsync(Cancellation)).State.ExitCode, new[] { 143, 0 });
    }

    [Fact(Timeout = 300_000)]
    public async Task Log_has_the_error_but_no_data_of_the_statement()
    {
        await using var server = await PostgresServer.RunAsync(Cancellation);
        await using var user = await server.ConnectAsync(Cancellation);

        Assert.Equal(
            "23502",
            await user.RefusedAsync("INSERT INTO omopcdm.vocabulary VALUES ('patient', NULL, 'r', NULL, 1)", Cancellation)
        );

        var log = await server.LogWithAsync("phederation@OHDSI ERROR:", Cancellation);
        Assert.DoesNotContain("patient", log, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(PostgresServer server, int id)
    {
        await using var user = await server.ConnectAsync(Cancellation);
        await user.RunAsync($"INSERT INTO omopcdm.vocabulary VALUES ('v{id}', 'n', 'r', NULL, {id})", Cancellation);
    }

    private static async Task<object?> CountAsync(PostgresServer server)
    {
        await using var user = await server.ConnectAsync(Cancellation);
        return await user.ScalarAsync("SELECT count(*) FROM omopcdm.vocabulary", Cancellation);
    }
}
