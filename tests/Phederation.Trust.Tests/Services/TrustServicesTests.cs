using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Phederation.Containers.Engine;
using Phederation.Testing;
using Phederation.Testing.Services;
using Phederation.Trust.ContentTrust;
using Phederation.Trust.Services;
using Phederation.Trust.Tests.ContentTrust;
using Phederation.Trust.Tests.Keys;

namespace Phederation.Trust.Tests.Services;

/// <summary>The life of the services: each test has services and folders of its own.</summary>
public sealed class TrustServicesTests
{
    private static readonly string[] Names = ["notary-database", "notary-signer", "notary", "registry"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 420_000)]
    public async Task Signatures_and_images_outlive_a_stop_and_a_start()
    {
        await using var loopback = new LoopbackServices();
        using var keys = TestKeys.Local(loopback.StateFolder);
        var (image, other) = (new TinyImage("one"), new TinyImage("two"));
        var services = await loopback.StartAsync(Token);
        var (registry, gun) = (services.Registry, $"{services.RegistryHost}/test/kept");
        await image.PushAsync(services.Registry, "test/kept", "1.0", Token);
        var first = await SignAsync(services, keys, gun, "1.0", image);
        await loopback.StopAsync();

        services = await loopback.StartAsync(Token);
        using var notary = new NotaryClient(services.Notary, services.CaCertificatePath);
        var kept = await ImageVerifier.VerifyAsync(notary, gun, "1.0", [keys.RootKeyId], TrustVersions.Empty, TimeProvider.System, Token);
        using var http = new HttpClient();
        using var manifest = await http.GetAsync(new Uri(services.Registry, $"/v2/test/kept/manifests/{image.ManifestDigest}"), Token);
        var second = await SignAsync(services, keys, gun, "2.0", other);

        Assert.Equal(registry, services.Registry);
        Assert.Empty(kept.Refusals);
        Assert.Equal(HttpStatusCode.OK, manifest.StatusCode);
        Assert.Equal(first.Versions["root"], second.Versions["root"]);
        Assert.True(second.Versions["timestamp"] > first.Versions["timestamp"]);
    }

    [Fact(Timeout = 420_000)]
    public async Task Service_that_crashed_is_named_with_the_end_of_its_log()
    {
        await using var loopback = new LoopbackServices();
        var services = await loopback.StartAsync(Token);
        await services.EnsureRunningAsync(Token);

        await loopback.Engine.Containers.KillAsync((await loopback.ContainerAsync("notary-signer", Token))!.Id, cancellationToken: Token);
        var fault = await Assert.ThrowsAsync<TrustException>(async () =>
        {
            while (true)
            {
                await services.EnsureRunningAsync(Token);
                await Task.Delay(100, Token);
            }
        });

        Assert.Equal(TrustErrorKind.ServiceFailed, fault.Kind);
        Assert.Contains("notary-signer ended by itself (exit code 137)", fault.Message);
        Assert.Contains("RPC server listening on :7899", fault.Message);
    }

    [Fact(Timeout = 420_000)]
    public async Task Second_run_of_the_same_state_folder_is_refused()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);

        var fault = await Assert.ThrowsAsync<TrustException>(() => loopback.StartAsync(loopback.StateFolder, Token));

        Assert.Equal(TrustErrorKind.InUse, fault.Kind);
    }

    [Fact(Timeout = 420_000)]
    public async Task Copy_of_a_state_folder_that_is_in_use_is_refused_and_ends_nothing()
    {
        await using var loopback = new LoopbackServices();
        var services = await loopback.StartAsync(Token);
        using var copy = new TempFolder();
        copy.Write("services/services.json", await File.ReadAllTextAsync(loopback.StateFile, Token));

        var fault = await Assert.ThrowsAsync<TrustException>(() => loopback.StartAsync(copy.Path, Token));

        Assert.Equal(TrustErrorKind.InUse, fault.Kind);
        Assert.Contains(loopback.StateFolder, fault.Message);
        await services.EnsureRunningAsync(Token);
    }

    [Fact(Timeout = 420_000)]
    public async Task Services_that_an_interrupted_run_left_are_removed_and_started_anew()
    {
        await using var loopback = new LoopbackServices();
        var services = await loopback.StartAsync(Token);
        var left = new List<string>();
        foreach (var name in Names)
        {
            left.Add((await loopback.ContainerAsync(name, Token))!.Id);
        }

        // What an interrupted run leaves: containers, networks and secrets, and nobody who holds the lock.
        var registry = services.Registry;
        services.Abandon();
        await using var again = await loopback.StartAsync(loopback.StateFolder, Token);

        foreach (var id in left)
        {
            Assert.Null(await loopback.Engine.Containers.InspectAsync(id, Token));
        }

        Assert.Equal(registry, again.Registry);
        await again.EnsureRunningAsync(Token);
    }

    [Fact(Timeout = 420_000)]
    public async Task Services_are_hardened_and_no_password_is_shown_by_the_engine_or_readable_by_others()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        var state = await File.ReadAllTextAsync(loopback.StateFile, Token);
        var secrets = JsonDocument
            .Parse(state)
            .RootElement.EnumerateObject()
            .Where(one => one.Name.Contains("Pass"))
            .Select(one => one.Value.GetString()!)
            .ToList();
        Assert.Equal(3, secrets.Count);
        foreach (var name in Names)
        {
            var container = (await loopback.ContainerAsync(name, Token))!;
            Assert.True(container.HostConfig.ReadonlyRootfs, name);
            Assert.Equal(["ALL"], container.HostConfig.CapDrop);
            Assert.Contains("no-new-privileges", container.HostConfig.SecurityOpt!);
            Assert.Matches("^99[0-9]:99[0-9]$", container.Config.User);
            Assert.All(
                container.HostConfig.PortBindings?.Values ?? [],
                ports => Assert.All(ports!, port => Assert.Equal("127.0.0.1", port.HostIp))
            );
            var shown = await DocumentAsync(container.Id);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, shown));
        }

        await loopback.StopAsync();

        Assert.Empty(await loopback.LeftAsync(Token));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(loopback.StateFolder, "services"), "*", SearchOption.AllDirectories))
        {
            var isSecret = secrets.Exists(File.ReadAllText(path).Contains);
            Assert.True(
                !isSecret || OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite),
                path
            );
        }
    }

    [Fact(Timeout = 420_000)]
    public async Task Database_and_signer_are_reached_by_the_trust_server_alone()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        var networks = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var name in Names)
        {
            var container = (await loopback.ContainerAsync(name, Token))!;
            networks[name] =
            [
                .. container.NetworkSettings.Networks.Keys.Select(network => network[(network.LastIndexOf('-') + 1)..]).Order(),
            ];
        }

        Assert.Equal(["back"], networks["notary-database"]);
        Assert.Equal(["back"], networks["notary-signer"]);
        Assert.Equal(["back", "front"], networks["notary"]);
        Assert.Equal(["front"], networks["registry"]);
    }

    [Fact(Timeout = 420_000)]
    public async Task Port_that_is_in_use_is_named_and_nothing_is_left_running()
    {
        await using var loopback = new LoopbackServices();
        var services = await loopback.StartAsync(Token);
        var port = services.Registry.Port;
        await loopback.StopAsync();
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        var fault = await Assert.ThrowsAsync<TrustException>(() => loopback.StartAsync(Token));

        Assert.Equal(TrustErrorKind.InUse, fault.Kind);
        Assert.Contains($"port {port} of the registry", fault.Message);
        Assert.Empty(await loopback.LeftAsync(Token));
    }

    [Fact(Timeout = 420_000)]
    public async Task Service_that_does_not_start_is_told_with_its_log_and_the_others_are_stopped()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        await loopback.StopAsync();

        // The authority is what the next start looks at; a key that does not fit is found by the server itself.
        await File.WriteAllTextAsync(Path.Combine(loopback.StateFolder, "services/tls/notary-server.key"), "damaged", Token);
        var fault = await Assert.ThrowsAsync<TrustException>(() => loopback.StartAsync(Token));

        Assert.Equal(TrustErrorKind.ServiceFailed, fault.Kind);
        Assert.Contains("notary did not start (exit code 1)", fault.Message);
        Assert.Contains("the engine's default seccomp profile", fault.Message);
        Assert.Contains("TLS to the trust service", fault.Message);
        Assert.Empty(await loopback.LeftAsync(Token));
    }

    [Fact(Timeout = 420_000)]
    public async Task Storage_of_a_temporary_state_folder_that_is_gone_is_removed_by_the_next_start_and_other_storage_stays()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        await loopback.StopAsync();
        string folder;
        using (var gone = new TempFolder())
        {
            folder = gone.Path;
            await using var services = await loopback.StartAsync(folder, Token);
            Assert.Equal(2, (await loopback.StorageAsync(folder, Token)).Count);
        }

        await loopback.StartAsync(Token);

        Assert.Empty(await loopback.StorageAsync(folder, Token));
        Assert.Equal(2, (await loopback.StorageAsync(loopback.StateFolder, Token)).Count);
    }

    [Fact(Timeout = 420_000)]
    public async Task Storage_that_is_gone_is_an_error_and_not_a_new_beginning()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        await loopback.StopAsync();
        var volume = (await loopback.StorageAsync(loopback.StateFolder, Token)).Single(name => name.Contains("notary"));
        await loopback.Engine.Volumes.RemoveAsync(volume, cancellationToken: Token);

        var fault = await Assert.ThrowsAsync<TrustException>(() => loopback.StartAsync(Token));

        Assert.Equal(TrustErrorKind.MissingKey, fault.Kind);
        Assert.Contains(volume, fault.Message);
        Assert.Empty(await loopback.LeftAsync(Token));
    }

    [Theory(Timeout = 420_000)]
    [InlineData("{", "can't be used")]
    [InlineData("{\"registryPort\":20001,\"databaseFolder\":\"/var/lib/phederation/notary-1\"}", "of an earlier version")]
    public async Task Damaged_or_old_state_is_an_error_and_not_a_new_beginning(string text, string expected)
    {
        await using var loopback = new LoopbackServices();
        Directory.CreateDirectory(Path.GetDirectoryName(loopback.StateFile)!);
        await File.WriteAllTextAsync(loopback.StateFile, text, Token);

        var fault = await Assert.ThrowsAsync<TrustException>(() => loopback.StartAsync(Token));

        Assert.Equal(TrustErrorKind.Malformed, fault.Kind);
        Assert.Contains(expected, fault.Message);
        Assert.Equal(text, await File.ReadAllTextAsync(loopback.StateFile, Token));
    }

    [Fact(Timeout = 420_000)]
    public async Task Engine_of_another_machine_is_refused_before_anything_is_asked_of_it()
    {
        await using var loopback = new LoopbackServices();
        using var far = EngineClient.Connect(EngineEndpoint.Parse("tcp://engine.example:2376", loopback.StateFolder));
        var options = new TrustServicesOptions
        {
            StateFolder = loopback.StateFolder,
            Images = await ServiceImages.GetAsync(loopback.Engine, Token),
        };

        var fault = await Assert.ThrowsAsync<TrustException>(() => TrustServices.StartAsync(options, far, TimeProvider.System, Token));

        Assert.Contains("--trust-server", fault.Message);
    }

    [Fact(Timeout = 420_000)]
    public async Task Services_start_and_stop_within_seconds()
    {
        await using var loopback = new LoopbackServices();
        var first = await TimeAsync(() => loopback.StartAsync(Token));
        var stop = await TimeAsync(loopback.StopAsync);
        var second = await TimeAsync(() => loopback.StartAsync(Token));
        TestContext.Current.TestOutputHelper!.WriteLine($"first start {first}, stop {stop}, second start {second}");

        Assert.True(second < TimeSpan.FromSeconds(60), $"{second}");

        static async Task<TimeSpan> TimeAsync(Func<Task> run)
        {
            var watch = Stopwatch.StartNew();
            await run();
            return watch.Elapsed;
        }
    }

    /// <summary>The engine's whole answer, with what no model of ours reads.</summary>
    private static async Task<string> DocumentAsync(string container)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler);
        return await http.GetStringAsync(new Uri($"http://engine/containers/{container}/json"), Token);
    }

    private static async Task<SignedImage> SignAsync(
        TrustServices services,
        Trust.Keys.TrustKeys keys,
        string gun,
        string tag,
        TinyImage image
    )
    {
        using var notary = new NotaryClient(services.Notary, services.CaCertificatePath);
        return await new ImageSigner(notary, keys, TimeProvider.System).SignAsync(
            gun,
            tag,
            image.ManifestDigest,
            image.Manifest.Length,
            Token
        );
    }
}
