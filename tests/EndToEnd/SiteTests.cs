using Npgsql;
using Phederation.Containers.Engine;
using Phederation.EndToEnd.Support;
using Phederation.Processes;
using Phederation.Site;
using Phederation.Testing;

namespace Phederation.EndToEnd;

/// <summary>A site takes the release folder elsewhere and runs the launcher that is in it.</summary>
[Collection(ReleaseCollection.Name)]
public sealed class SiteTests(PublishedRelease release) : IAsyncLifetime
{
    private const int Port = 5444;
    private readonly TempFolder _folder = new();
    private EngineClient _engine = null!;

    private string Launcher => Path.Combine(_folder["release"], "launcher", "linux-x64", "phederation");

    public async ValueTask InitializeAsync()
    {
        _engine = EngineClient.Connect(EngineEndpoint.FromEnvironment(Environment.GetEnvironmentVariable));
        var other = await _engine.Containers.InspectAsync("postgres", TestContext.Current.CancellationToken);
        Assert.SkipUnless(other is null, "a container named postgres is on this machine");
        await Command.RunAsync("cp", ["-a", release.Checkout.Release, _folder["release"]], TimeSpan.FromMinutes(2));
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Launcher))
        {
            await SiteAsync("down", "--volumes", "--yes");
        }

        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_site_verifies_starts_uses_and_stops_the_database_from_the_release_folder_alone()
    {
        AssertCode(ExitCode.Success, await SiteAsync("verify"));
        var up = await SiteAsync("up");
        AssertCode(ExitCode.Success, up);
        Assert.Contains("local", up.Text(), StringComparison.OrdinalIgnoreCase);

        Assert.Equal(39L, await QueryAsync("phederation", "select count(*) from information_schema.tables where table_schema = 'omopcdm'"));
        await AssertHardenedAsync();
        AssertCode(ExitCode.Success, await SiteAsync("status"));
        var logs = await SiteAsync("logs", "postgres", "--tail", "200");
        AssertCode(ExitCode.Success, logs);
        Assert.Contains("database system is ready", logs.Text(), StringComparison.Ordinal);
        AssertCode(ExitCode.Success, await SiteAsync("up"));

        var jobs = await SiteAsync("job");
        AssertCode(ExitCode.Success, jobs);
        Assert.Contains("omop-indexes-and-constraints", jobs.Text(), StringComparison.Ordinal);
        var dry = await SiteAsync("job", "omop-indexes-and-constraints", "--", "--dry-run");
        AssertCode(ExitCode.Success, dry);
        Assert.Contains("CREATE", dry.Text(), StringComparison.Ordinal);
        Assert.Equal(0L, await IndexesAsync());
        AssertCode(ExitCode.Success, await SiteAsync("job", "omop-indexes-and-constraints"));
        Assert.True(await IndexesAsync() >= 104);
        AssertCode(ExitCode.Usage, await SiteAsync("job", "no-such-job"));

        AssertCode(ExitCode.Success, await SiteAsync("down"));
        Assert.Null(await _engine.Containers.InspectAsync("postgres", TestContext.Current.CancellationToken));
        Assert.NotNull(await _engine.Volumes.InspectAsync("pgdata", TestContext.Current.CancellationToken));
    }

    private async Task<long> IndexesAsync() =>
        (long)(await QueryAsync("phederation", "select count(*) from pg_indexes where schemaname = 'omopcdm'"))!;

    [Fact]
    public async Task A_site_refuses_a_release_with_an_altered_layer()
    {
        var layer = Directory
            .EnumerateFiles(Path.Combine(_folder["release"], "images", "postgres", "blobs", "sha256"))
            .OrderByDescending(file => new FileInfo(file).Length)
            .First();
        await using (var stream = File.OpenWrite(layer))
        {
            stream.Seek(-1, SeekOrigin.End);
            stream.WriteByte(0);
        }

        AssertCode(ExitCode.Refused, await SiteAsync("up"));
        Assert.Null(await _engine.Containers.InspectAsync("postgres", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_launcher_says_what_to_do_without_an_engine_and_without_the_right_to_use_it()
    {
        var nowhere = new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix:///nowhere/docker.sock" };
        AssertCode(ExitCode.Missing, await SiteAsync(nowhere, "status"));
        Assert.Equal(ExitCode.Usage, (await SiteAsync("fly")).ExitCode);
    }

    private async Task AssertHardenedAsync()
    {
        var container = await _engine.Containers.InspectAsync("postgres", TestContext.Current.CancellationToken);
        var host = container!.HostConfig;
        Assert.True(host.ReadonlyRootfs);
        Assert.Equal(["ALL"], host.CapDrop);
        var options = host.SecurityOpt ?? [];
        Assert.Contains(options, option => option.StartsWith("no-new-privileges", StringComparison.Ordinal));
        Assert.Contains(options, option => option.StartsWith("seccomp=", StringComparison.Ordinal));
        Assert.NotEqual("0", container.Config.User);
        var bindings = host.PortBindings!.Values.SelectMany(found => found ?? []).ToList();
        Assert.NotEmpty(bindings);
        Assert.All(bindings, binding => Assert.Equal("127.0.0.1", binding.HostIp));
    }

    private async Task<object?> QueryAsync(string account, string sql)
    {
        var file = Directory.EnumerateFiles(_folder["state"], $"{account}_password", SearchOption.AllDirectories).Single();
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Database = "OHDSI",
            Username = account,
            Password = (await File.ReadAllTextAsync(file)).Trim(),
            Pooling = false,
        };
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private Task<ProcessResult> SiteAsync(params string[] arguments) => SiteAsync(new Dictionary<string, string?>(), arguments);

    private Task<ProcessResult> SiteAsync(Dictionary<string, string?> environment, params string[] arguments) =>
        Command.RunAsync(
            Launcher,
            [arguments[0], "--state", _folder["state"], .. arguments[1..]],
            TimeSpan.FromMinutes(4),
            environment,
            _folder.Path
        );

    private static void AssertCode(int expected, ProcessResult result) =>
        Assert.True(result.ExitCode == expected, $"{result.ExitCode} instead of {expected}\n{result.Text()}");
}
