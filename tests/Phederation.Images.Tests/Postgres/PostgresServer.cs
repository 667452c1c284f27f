using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Npgsql;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Images.Building;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Postgres;

/// <summary>The database image under its own runtime contract on the real engine, on a free port of the loopback address.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Password = "correct-horse-battery";
    public const string AdminPassword = "staple \"'$%&;\\ and more";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly EngineScope _scope;
    private readonly BuiltImage _image;

    private PostgresServer(EngineScope scope, BuiltImage image, string id)
    {
        _scope = scope;
        _image = image;
        Id = id;
    }

    public string Id { get; }

    public EngineClient Engine => _scope.Engine;

    public static IReadOnlyDictionary<string, byte[]> GoodSecrets { get; } =
        new Dictionary<string, byte[]>
        {
            ["phederation_password"] = Encoding.UTF8.GetBytes(Password + "\r\n"),
            ["phederation_admin_password"] = Encoding.UTF8.GetBytes(AdminPassword + "\n"),
            ["postgres_tls"] = ServerCertificate.Create(["localhost", "127.0.0.1"], DateTimeOffset.UnixEpoch.AddYears(56)),
        };

    /// <summary>Creates the container with its volumes; it is not started.</summary>
    public static async Task<PostgresServer> CreateAsync(IReadOnlyDictionary<string, byte[]> secrets, CancellationToken cancellationToken)
    {
        var scope = await EngineScope.OpenAsync(cancellationToken);
        try
        {
            var image = await SharedImages.GetAsync(scope.Engine, "postgres", cancellationToken);
            var contract = image.Definition.Runtime!;
            await scope.Engine.Volumes.CreateAsync(
                new CreateVolumeRequest { Name = scope.Id + "-data", Labels = scope.Labels },
                cancellationToken
            );
            await SeedAsync(scope, image, secrets, cancellationToken);
            var request = HardenedContainer.Request(
                contract with
                {
                    Ports = [.. contract.Ports.Select(port => port with { HostPort = 0 })],
                },
                new HardenedContainerOptions
                {
                    Name = scope.Id,
                    ImageId = image.ImageId.ToString(),
                    Labels = scope.Labels,
                    PublishPorts = true,
                    VolumeNames = contract.Volumes.ToDictionary(volume => volume.Name, _ => scope.Id + "-data"),
                    SecretsVolume = scope.Id + "-secrets",
                    RestartPolicy = "no",
                }
            );
            return new PostgresServer(scope, image, await scope.Engine.Containers.CreateAsync(request, cancellationToken));
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates and starts it and waits until it is healthy.</summary>
    public static async Task<PostgresServer> RunAsync(CancellationToken cancellationToken)
    {
        var server = await CreateAsync(GoodSecrets, cancellationToken);
        await server.StartAsync(cancellationToken);
        return server;
    }

    public Task SeedAsync(IReadOnlyDictionary<string, byte[]> secrets, CancellationToken cancellationToken) =>
        SeedAsync(_scope, _image, secrets, cancellationToken);

    /// <summary>Starts the container and waits until it is healthy.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Engine.Containers.StartAsync(Id, cancellationToken);
        while (await InspectAsync(cancellationToken) is var container && container.State.Health?.Status != "healthy")
        {
            Assert.True(container.State.Running, await LogAsync(cancellationToken));
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Starts the container and waits for its end.</summary>
    public async Task<int> RunToEndAsync(CancellationToken cancellationToken)
    {
        await Engine.Containers.StartAsync(Id, cancellationToken);
        return await Engine.Containers.WaitAsync(Id, cancellationToken: cancellationToken);
    }

    public async Task<ContainerDetails> InspectAsync(CancellationToken cancellationToken) =>
        (await Engine.Containers.InspectAsync(Id, cancellationToken))!;

    public Task<string> LogAsync(CancellationToken cancellationToken) =>
        Engine.Containers.LogTextAsync(Id, cancellationToken: cancellationToken);

    /// <summary>Its log, when it has a text: a line arrives after its cause was answered.</summary>
    public Task<string> LogWithAsync(string text, CancellationToken cancellationToken) =>
        Engine.Containers.LogWithAsync(Id, text, cancellationToken);

    public async Task<NpgsqlConnection> ConnectAsync(
        string user,
        string password,
        CancellationToken cancellationToken,
        string database = "OHDSI",
        SslMode tls = SslMode.VerifyFull,
        SslProtocols protocols = SslProtocols.None
    )
    {
        var port = (await InspectAsync(cancellationToken)).NetworkSettings.Ports["5432/tcp"]![0];
        Assert.Equal("127.0.0.1", port.HostIp);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = port.HostIp,
            Port = int.Parse(port.HostPort),
            Username = user,
            Password = password,
            Database = database,
            SslMode = tls,
            Pooling = false,
            Timeout = 10,
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (tls != SslMode.Disable)
        {
            builder.UseSslClientAuthenticationOptionsCallback(options => Trust(options, protocols));
        }

        var source = builder.Build();
        return await source.OpenConnectionAsync(cancellationToken);
    }

    public Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) =>
        ConnectAsync("phederation", Password, cancellationToken);

    public Task<NpgsqlConnection> ConnectAsAdminAsync(CancellationToken cancellationToken) =>
        ConnectAsync("phederation_admin", AdminPassword, cancellationToken);

    /// <summary>What the superuser is answered over the socket, inside the container.</summary>
    public async Task<ExecResult> AskAsync(string sql, CancellationToken cancellationToken) =>
        await Engine.Containers.ExecAsync(
            Id,
            new ExecRequest(["psql", "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--dbname=OHDSI", "--command", sql]),
            cancellationToken
        );

    public async Task<bool> HasFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await Engine.Containers.GetArchiveAsync(Id, path, cancellationToken);
            return true;
        }
        catch (EngineException exception) when (exception.Kind == EngineErrorKind.NotFound)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    private static void Trust(SslClientAuthenticationOptions options, SslProtocols protocols)
    {
        options.EnabledSslProtocols = protocols;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        var pem = Encoding.ASCII.GetString(GoodSecrets["postgres_tls"]);
        options.CertificateChainPolicy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(pem));
    }

    private static async Task SeedAsync(
        EngineScope scope,
        BuiltImage image,
        IReadOnlyDictionary<string, byte[]> secrets,
        CancellationToken cancellationToken
    )
    {
        var (uid, gid) = image.Definition.Runtime!.Owner();
        await SecretVolume.SeedAsync(
            scope.Engine,
            image.ImageId.ToString(),
            scope.Id + "-secrets",
            uid,
            gid,
            secrets,
            scope.Labels,
            cancellationToken
        );
    }
}
