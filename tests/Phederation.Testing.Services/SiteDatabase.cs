using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Images.Building;
using Phederation.Images.Catalogue;
using Phederation.Omop;
using Phederation.Processes;
using Phederation.Testing.Containers;

namespace Phederation.Testing.Services;

/// <summary>The site's database: the image honeur/postgres under its own contract, on a free port of the loopback address.</summary>
public sealed class SiteDatabase : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly EngineScope _scope;
    private readonly TempFolder _folder = new();
    private string _container = "";

    private SiteDatabase(EngineScope scope) => _scope = scope;

    /// <summary>The folder of the secret files, as a job's container has it.</summary>
    public string Secrets => _folder["secrets"];

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    public static async Task<SiteDatabase> StartAsync(CancellationToken cancellationToken)
    {
        Requires.Program("apt-get");
        Requires.Program("dpkg-deb");
        var scope = await EngineScope.OpenAsync(cancellationToken);
        var database = new SiteDatabase(scope);
        try
        {
            await database.RunAsync(cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The options that name this database to a job, with a prefix such as "qa-".</summary>
    public string[] Options(string prefix = "") => [$"--{prefix}host", "127.0.0.1", $"--{prefix}port", $"{Port}", "--secrets", Secrets];

    /// <summary>The settings that name this database to a service.</summary>
    public Dictionary<string, string?> Variables() =>
        new()
        {
            ["PHEDERATION_DATABASE_HOST"] = "127.0.0.1",
            ["PHEDERATION_DATABASE_PORT"] = $"{Port}",
            ["PHEDERATION_SECRETS"] = Secrets,
        };

    /// <summary>A schema with the data model's empty tables, for one test.</summary>
    public async Task<string> NewSchemaAsync(CancellationToken cancellationToken)
    {
        var name = $"cdm_{Guid.NewGuid():N}"[..12];
        await AskAsync(
            $"CREATE SCHEMA {name} AUTHORIZATION phederation_admin; GRANT USAGE ON SCHEMA {name} TO phederation; "
                + $"ALTER DEFAULT PRIVILEGES FOR ROLE phederation_admin IN SCHEMA {name} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO phederation",
            cancellationToken
        );
        await using var admin = await ConnectAsync(cancellationToken);
        await using var command = new NpgsqlCommand(OmopDdl.CreateTables(name), admin);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return name;
    }

    /// <summary>Connects as the administrator.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = "phederation_admin",
            Password = await File.ReadAllTextAsync(Path.Combine(Secrets, "phederation_admin_password"), cancellationToken),
            Database = "OHDSI",
            SslMode = SslMode.VerifyFull,
            RootCertificate = Path.Combine(Secrets, "postgres_certificate"),
            Pooling = false,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Runs SQL as the administrator; returns the first value of the last row set.</summary>
    public async Task<object?> RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Runs SQL as the superuser, inside the container.</summary>
    public async Task<string> AskAsync(string sql, CancellationToken cancellationToken)
    {
        var result = await _scope.Engine.Containers.ExecAsync(
            _container,
            new ExecRequest([
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--dbname=OHDSI",
                "--set=ON_ERROR_STOP=1",
                "--command",
                sql,
            ]),
            cancellationToken
        );
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    /// <summary>The server's log.</summary>
    public Task<string> LogAsync(CancellationToken cancellationToken) =>
        _scope.Engine.Containers.LogTextAsync(_container, cancellationToken: cancellationToken);

    /// <summary>Takes the server away as a failed machine would: it is there, and does not answer.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => _scope.Engine.Containers.PauseAsync(_container, cancellationToken);

    /// <summary>Lets it answer again.</summary>
    public Task UnpauseAsync(CancellationToken cancellationToken) => _scope.Engine.Containers.UnpauseAsync(_container, cancellationToken);

    /// <summary>Ends the server; what it stored stays.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        _scope.Engine.Containers.StopAsync(_container, cancellationToken: cancellationToken);

    /// <summary>Starts it again and waits until it is healthy; its port stays the same.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await _scope.Engine.Containers.StartAsync(_container, cancellationToken);
        await WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        _folder.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var image = await BuildAsync(cancellationToken);
        var contract = image.Definition.Runtime!;
        var files = new Dictionary<string, byte[]>();
        Directory.CreateDirectory(Secrets);
        foreach (var secret in contract.Secrets)
        {
            files[secret.Name] = secret.CertificateFor is { } hosts
                ? ServerCertificate.Create(hosts, TimeProvider.System.GetUtcNow())
                : Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            if (secret.CertificateFor is null)
            {
                await File.WriteAllBytesAsync(Path.Combine(Secrets, secret.Name), files[secret.Name], cancellationToken);
            }
        }

        await File.WriteAllBytesAsync(
            Path.Combine(Secrets, "postgres_certificate"),
            ServerCertificate.WithoutKey(files["postgres_tls"]),
            cancellationToken
        );
        var (uid, gid) = contract.Owner();
        await SecretVolume.SeedAsync(
            _scope.Engine,
            image.ImageId.ToString(),
            _scope.Id + "-secrets",
            uid,
            gid,
            files,
            _scope.Labels,
            cancellationToken
        );
        await _scope.Engine.Volumes.CreateAsync(
            new CreateVolumeRequest { Name = _scope.Id + "-data", Labels = _scope.Labels },
            cancellationToken
        );
        var request = HardenedContainer.Request(
            contract with
            {
                // One that is free now, and stays: a server that is started again must be found where it was.
                Ports = [.. contract.Ports.Select(port => port with { HostPort = FreePort.Next() })],
            },
            new HardenedContainerOptions
            {
                Name = _scope.Id,
                ImageId = image.ImageId.ToString(),
                Labels = _scope.Labels,
                PublishPorts = true,
                VolumeNames = contract.Volumes.ToDictionary(volume => volume.Name, _ => _scope.Id + "-data"),
                SecretsVolume = _scope.Id + "-secrets",
                RestartPolicy = "no",
            }
        );
        _container = await _scope.Engine.Containers.CreateAsync(request, cancellationToken);
        await _scope.Engine.Containers.StartAsync(_container, cancellationToken);
        await WaitAsync(cancellationToken);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var details = (await _scope.Engine.Containers.InspectAsync(_container, cancellationToken))!;
            Assert.True(details.State.Running, await LogAsync(cancellationToken));
            if (details.State.Health?.Status == "healthy")
            {
                Port = int.Parse(details.NetworkSettings.Ports["5432/tcp"]![0].HostPort);
                return;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private async Task<BuiltImage> BuildAsync(CancellationToken cancellationToken)
    {
        var catalogue = ImageCatalogue.Load(Path.Combine(Repository.Root, "images"));
        var builder = new ImageBuilder(_scope.Engine, new ProcessRunner(), catalogue);
        return await builder.BuildAsync(
            catalogue.Single(image => image.Name == "postgres"),
            new ImageBuildOptions { CacheFolder = Path.Combine(Repository.Root, ".state", "cache") },
            progress: null,
            cancellationToken
        );
    }
}
