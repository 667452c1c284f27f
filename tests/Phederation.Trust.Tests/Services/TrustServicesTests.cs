using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Trust.ContentTrust;
using Phederation.Trust.Services;
using Phederation.Trust.Tests.ContentTrust;
using Phederation.Trust.Tests.Keys;

namespace Phederation.Trust.Tests.Services;

/// <summary>The life of the services: each test has services and folders of its own.</summary>
public sealed class TrustServicesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
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

    [Fact(Timeout = 180_000)]
    public async Task Service_that_crashed_is_named_with_the_end_of_its_log()
    {
        await using var loopback = new LoopbackServices();
        var services = await loopback.StartAsync(Token);
        services.EnsureRunning();

        await Left(loopback, "notary-signer").StopAsync(TimeSpan.Zero, Token);
        var fault = Assert.Throws<TrustException>(services.EnsureRunning);

        Assert.Equal(TrustErrorKind.ServiceFailed, fault.Kind);
        Assert.Contains("notary-signer ended by itself", fault.Message);
        Assert.Contains("notary-signer.log", fault.Message);
    }

    [Fact(Timeout = 180_000)]
    public async Task Second_run_of_the_same_state_folder_is_refused()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);

        var fault = await Assert.ThrowsAsync<TrustException>(() =>
            TrustServices.StartAsync(loopback.Options, new ProcessRunner(), TimeProvider.System, Token)
        );

        Assert.Equal(TrustErrorKind.InUse, fault.Kind);
    }

    [Fact(Timeout = 180_000)]
    public async Task Services_that_an_interrupted_run_left_are_stopped_and_started_anew()
    {
        await using var loopback = new LoopbackServices();
        var services = await loopback.StartAsync(Token);
        ProcessIdentity[] left =
        [
            Left(loopback, "postgres"),
            Left(loopback, "notary-signer"),
            Left(loopback, "notary-server"),
            Left(loopback, "registry"),
        ];
        var registry = services.Registry;

        // What an interrupted run leaves: the processes and their files, and nobody who holds the lock.
        services.Abandon();
        await using var again = await TrustServices.StartAsync(loopback.Options, new ProcessRunner(), TimeProvider.System, Token);

        Assert.All(left, process => Assert.False(process.IsRunning));
        Assert.Equal(registry, again.Registry);
        again.EnsureRunning();
    }

    [Fact(Timeout = 180_000)]
    public async Task All_processes_are_gone_after_a_stop_and_no_password_is_readable_or_in_an_argument()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        ProcessIdentity[] all =
        [
            Left(loopback, "postgres"),
            Left(loopback, "notary-signer"),
            Left(loopback, "notary-server"),
            Left(loopback, "registry"),
        ];
        var state = await File.ReadAllTextAsync(Path.Combine(loopback.StateFolder, "services/services.json"), Token);
        var secrets = System
            .Text.Json.JsonDocument.Parse(state)
            .RootElement.EnumerateObject()
            .Where(one => one.Name.Contains("Pass"))
            .Select(one => one.Value.GetString()!)
            .ToList();
        var arguments = string.Concat(all.Select(process => File.ReadAllText($"/proc/{process.ProcessId}/cmdline")));

        await loopback.StopAsync();

        Assert.Equal(3, secrets.Count);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, arguments));
        Assert.All(all, process => Assert.False(process.IsRunning));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(loopback.StateFolder, "services"), "*", SearchOption.AllDirectories))
        {
            var isSecret = secrets.Exists(File.ReadAllText(path).Contains);
            Assert.True(
                !isSecret || OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite),
                path
            );
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task Database_whose_creation_was_interrupted_is_made_anew()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        await loopback.StopAsync();
        var data = Directory.EnumerateDirectories(loopback.DatabaseFolder).Single();
        Directory.Move(data, data + ".unfinished");
        File.Delete(Path.Combine(data + ".unfinished", "PG_VERSION"));

        var services = await loopback.StartAsync(Token);

        services.EnsureRunning();
        Assert.Equal(["data"], Directory.EnumerateDirectories(loopback.DatabaseFolder).Select(Path.GetFileName));
    }

    [Fact(Timeout = 180_000)]
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
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(loopback.StateFolder, "services/run"), "*.pid"));
    }

    [Fact(Timeout = 180_000)]
    public async Task Service_that_does_not_start_is_told_with_its_log_and_the_others_are_stopped()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        await loopback.StopAsync();

        // The authority is what the next start looks at; a key that does not fit is found by the server itself.
        await File.WriteAllTextAsync(Path.Combine(loopback.StateFolder, "services/tls/notary-server.key"), "damaged", Token);
        var fault = await Assert.ThrowsAsync<TrustException>(() => loopback.StartAsync(Token));

        Assert.Equal(TrustErrorKind.ServiceFailed, fault.Kind);
        Assert.Contains("notary-server did not start", fault.Message);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(loopback.StateFolder, "services/run"), "*.pid"));
    }

    [Fact(Timeout = 180_000)]
    public async Task Database_of_root_is_outside_a_state_folder_that_its_user_cannot_enter_and_goes_with_it()
    {
        Requires.Root();
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        await loopback.StopAsync();
        string folder;
        using (var closed = new TempFolder())
        {
            var options = new TrustServicesOptions { StateFolder = closed.Path };
            await using (var services = await TrustServices.StartAsync(options, new ProcessRunner(), TimeProvider.System, Token))
            {
                services.EnsureRunning();
            }

            using var state = JsonDocument.Parse(await File.ReadAllTextAsync(closed["services/services.json"], Token));
            folder = state.RootElement.GetProperty("databaseFolder").GetString()!;
            Assert.StartsWith("/var/lib/phederation/notary-", folder);
            Assert.True(Directory.Exists(folder));
        }

        await loopback.StartAsync(Token);

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Missing_programs_are_named_with_their_packages_and_the_target_that_installs_them()
    {
        var fault = Assert.Throws<TrustException>(() => TrustPrograms.Check(_ => null));

        Assert.Equal(TrustErrorKind.MissingProgram, fault.Kind);
        Assert.Contains("docker-registry, notary-server, notary-signer", fault.Message);
        Assert.Contains("Provision", fault.Message);
        Assert.Contains("apt-get install docker-registry notary postgresql-15", fault.Message);
    }

    [Fact(Timeout = 180_000)]
    public async Task Damaged_state_is_an_error_and_not_a_new_beginning()
    {
        await using var loopback = new LoopbackServices();
        await loopback.StartAsync(Token);
        await loopback.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(loopback.StateFolder, "services/services.json"), "{", Token);

        Assert.Equal(TrustErrorKind.Malformed, (await Assert.ThrowsAsync<TrustException>(() => loopback.StartAsync(Token))).Kind);
    }

    [Fact(Timeout = 180_000)]
    public async Task Services_start_and_stop_within_seconds()
    {
        await using var loopback = new LoopbackServices();
        var first = await TimeAsync(() => loopback.StartAsync(Token));
        var stop = await TimeAsync(loopback.StopAsync);
        var second = await TimeAsync(() => loopback.StartAsync(Token));
        TestContext.Current.TestOutputHelper!.WriteLine($"first start {first}, stop {stop}, second start {second}");

        Assert.True(second < TimeSpan.FromSeconds(20), $"{second}");

        static async Task<TimeSpan> TimeAsync(Func<Task> run)
        {
            var watch = Stopwatch.StartNew();
            await run();
            return watch.Elapsed;
        }
    }

    private static ProcessIdentity Left(LoopbackServices loopback, string name) =>
        ProcessIdentity.Parse(File.ReadAllText(Path.Combine(loopback.StateFolder, "services/run", name + ".pid")))!;

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
