using System.Text;
using Npgsql;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Images.Building;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Tomcat;

/// <summary>A server with the site's database beside it, each under its own runtime contract, in a network of their own.</summary>
internal sealed class TomcatSite : IAsyncDisposable
{
    public const string Password = "correct-horse-battery";
    private const string Database = "postgres";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly EngineScope _scope;

    private TomcatSite(EngineScope scope) => _scope = scope;

    public EngineClient Engine => _scope.Engine;

    /// <summary>The server's container.</summary>
    public string Server { get; private set; } = "";

    /// <summary>The database's container.</summary>
    public string DatabaseServer { get; private set; } = "";

    public HttpClient Http { get; private set; } = null!;

    public string Address { get; private set; } = "";

    /// <summary>Starts both and waits until they are healthy.</summary>
    public static async Task<TomcatSite> RunAsync(BuiltImage image, CancellationToken cancellationToken)
    {
        var site = new TomcatSite(await EngineScope.OpenAsync(cancellationToken));
        try
        {
            await site.CreateNetworkAsync(cancellationToken);
            var database = await SharedImages.GetAsync(site.Engine, "postgres", cancellationToken);
            site.DatabaseServer = await site.CreateAsync(database, Database, Secrets("\n"), cancellationToken);
            await site.StartAsync(site.DatabaseServer, cancellationToken);
            site.Server = await site.CreateAsync(image, "tomcat", Secrets("\r\n"), cancellationToken);
            await site.StartServerAsync(cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates the server alone, with other secrets than a site's.</summary>
    public static async Task<TomcatSite> CreateAloneAsync(
        BuiltImage image,
        IReadOnlyDictionary<string, byte[]> secrets,
        CancellationToken cancellationToken
    )
    {
        var site = new TomcatSite(await EngineScope.OpenAsync(cancellationToken));
        try
        {
            await site.CreateNetworkAsync(cancellationToken);
            site.Server = await site.CreateAsync(image, "tomcat", secrets, cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>The secrets of a site, with a line end as an editor leaves it.</summary>
    public static IReadOnlyDictionary<string, byte[]> Secrets(string lineEnd) =>
        new Dictionary<string, byte[]>
        {
            ["phederation_password"] = Encoding.UTF8.GetBytes(Password + lineEnd),
            ["phederation_admin_password"] = Encoding.UTF8.GetBytes("staple-" + Password + lineEnd),
            ["postgres_tls"] = ServerCertificate.Create([Database], DateTimeOffset.UnixEpoch.AddYears(56)),
        };

    /// <summary>Starts the server, also after it was stopped: it may get another address.</summary>
    public async Task StartServerAsync(CancellationToken cancellationToken)
    {
        await StartAsync(Server, cancellationToken);
        Address = (await InspectAsync(Server, cancellationToken)).NetworkSettings.Networks[_scope.Id].IPAddress!;
        Http?.Dispose();
        Http = new HttpClient { BaseAddress = new Uri($"http://{Address}:8080"), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Starts a container and waits until it is healthy.</summary>
    public async Task StartAsync(string container, CancellationToken cancellationToken)
    {
        await Engine.Containers.StartAsync(container, cancellationToken);
        while (await InspectAsync(container, cancellationToken) is var details && details.State.Health?.Status != "healthy")
        {
            if (!details.State.Running)
            {
                Assert.Fail(await Engine.Containers.LogTextAsync(container, cancellationToken: cancellationToken));
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    public async Task<ContainerDetails> InspectAsync(string container, CancellationToken cancellationToken) =>
        (await Engine.Containers.InspectAsync(container, cancellationToken))!;

    public Task<string> LogAsync(CancellationToken cancellationToken) =>
        Engine.Containers.LogTextAsync(Server, cancellationToken: cancellationToken);

    /// <summary>Runs a statement in the database as the applications' account.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = (await InspectAsync(DatabaseServer, cancellationToken)).NetworkSettings.Networks[_scope.Id].IPAddress,
            Username = "phederation",
            Password = Password,
            Database = "OHDSI",
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Http?.Dispose();
        return _scope.DisposeAsync();
    }

    private Task CreateNetworkAsync(CancellationToken cancellationToken) =>
        Engine.Networks.CreateAsync(new CreateNetworkRequest { Name = _scope.Id, Labels = _scope.Labels }, cancellationToken);

    private async Task<string> CreateAsync(
        BuiltImage image,
        string name,
        IReadOnlyDictionary<string, byte[]> secrets,
        CancellationToken cancellationToken
    )
    {
        var contract = image.Definition.Runtime!;
        var (uid, gid) = contract.Owner();
        var volume = $"{_scope.Id}-{name}-secrets";
        await SecretVolume.SeedAsync(Engine, image.ImageId.ToString(), volume, uid, gid, secrets, _scope.Labels, cancellationToken);
        foreach (var data in contract.Volumes)
        {
            await Engine.Volumes.CreateAsync(
                new CreateVolumeRequest { Name = $"{_scope.Id}-{data.Name}", Labels = _scope.Labels },
                cancellationToken
            );
        }

        var request = HardenedContainer.Request(
            contract,
            new HardenedContainerOptions
            {
                Name = $"{_scope.Id}-{name}",
                ImageId = image.ImageId.ToString(),
                Labels = _scope.Labels,
                NetworkName = _scope.Id,
                NetworkAliases = [name],
                VolumeNames = contract.Volumes.ToDictionary(data => data.Name, data => $"{_scope.Id}-{data.Name}"),
                SecretsVolume = volume,
                RestartPolicy = "no",
            }
        );
        return await Engine.Containers.CreateAsync(request, cancellationToken);
    }
}
