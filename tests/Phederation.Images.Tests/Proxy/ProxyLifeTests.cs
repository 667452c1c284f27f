using System.Diagnostics;
using System.Net;
using System.Text;
using Phederation.Testing;

namespace Phederation.Images.Tests.Proxy;

public sealed class ProxyLifeTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string?, string> Faults
    {
        get
        {
            var (one, other) = (ProxyCertificate.Create(), ProxyCertificate.Create());
            return new()
            {
                { null, "cannot load certificate \"/run/secrets/proxy_certificate\"" },
                { "", "cannot load certificate \"/run/secrets/proxy_certificate\"" },
                { "no certificate\n", "no start line" },
                { one.Certificate, "cannot load certificate key \"/run/secrets/proxy_certificate\"" },
                { one.Key, "cannot load certificate \"/run/secrets/proxy_certificate\"" },
                { $"{one.Certificate}\n{other.Key}\n", "key values mismatch" },
            };
        }
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Faults))]
    public async Task Faulty_certificate_ends_the_start_with_a_message_that_names_the_file(string? content, string message)
    {
        var secrets = new Dictionary<string, byte[]>();
        if (content is not null)
        {
            secrets["proxy_certificate"] = Encoding.ASCII.GetBytes(content);
        }

        await using var site = await ProxySite.CreateAsync(secrets, Cancellation);

        Assert.Equal(1, await site.RunToEndAsync(Cancellation));
        var log = await site.LogAsync(Cancellation);
        Assert.Contains("[emerg]", log, StringComparison.Ordinal);
        Assert.Contains(message, log, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Key_of_another_kind_than_the_certificate_is_found_by_the_health_check()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var certificate = ProxyCertificate.Create() with { Key = key.ExportPkcs8PrivateKeyPem() };
        await using var site = await ProxySite.CreateAsync(certificate.ToSecrets(), Cancellation);
        await site.Engine.Containers.StartAsync(site.Id, Cancellation);

        await site.WaitForLogAsync("SSL_do_handshake() failed", Cancellation);
        Assert.NotEqual("healthy", (await site.InspectAsync(Cancellation)).State.Health?.Status);
    }

    [Fact(Timeout = 300_000)]
    public async Task Reload_takes_a_new_certificate_and_keeps_the_old_one_when_the_new_one_is_faulty()
    {
        var (first, second) = (ProxyCertificate.Create(), ProxyCertificate.Create());
        await using var site = await ProxySite.RunAsync(first, Cancellation);
        Assert.Equal(first.Thumbprint, await RawTls.ThumbprintAsync(site.Port, Cancellation));
        await using var open = await RawTls.ConnectAsync(site.Port, Cancellation);

        await site.SeedAsync(second.ToSecrets(), Cancellation);
        await site.Engine.Containers.KillAsync(site.Id, "SIGHUP", Cancellation);
        while (await RawTls.ThumbprintAsync(site.Port, Cancellation) != second.Thumbprint)
        {
            await Task.Delay(Pause, Cancellation);
        }

        await site.SeedAsync(new Dictionary<string, byte[]> { ["proxy_certificate"] = "no certificate\n"u8.ToArray() }, Cancellation);
        await site.Engine.Containers.KillAsync(site.Id, "SIGHUP", Cancellation);
        await site.WaitForLogAsync("cannot load certificate \"/run/secrets/proxy_certificate\"", Cancellation);
        Assert.Equal(second.Thumbprint, await RawTls.ThumbprintAsync(site.Port, Cancellation));
        Assert.True((await site.InspectAsync(Cancellation)).State.Running);
    }

    [Fact(Timeout = 300_000)]
    public async Task Stop_lets_requests_under_way_be_answered()
    {
        await using var site = await ProxySite.RunAsync(ProxyCertificate.Create(), Cancellation);
        await site.AddPartAsync("zeppelin", Cancellation);
        await site.WaitForPartAsync("/zeppelin/", Cancellation);
        using var client = site.Client();

        var answer = client.GetStringAsync("/zeppelin/slow?seconds=3", Cancellation);
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        await site.Engine.Containers.StopAsync(site.Id, cancellationToken: Cancellation);

        Assert.Equal("at last\n", await answer);
        Assert.Equal(0, (await site.InspectAsync(Cancellation)).State.ExitCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/", Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task Log_is_opened_again_and_the_program_is_never_replaced()
    {
        await using var site = await ProxySite.RunAsync(ProxyCertificate.Create(), Cancellation);
        await site.Engine.Containers.KillAsync(site.Id, "SIGUSR1", Cancellation);
        await site.WaitForLogAsync("reopening logs", Cancellation);
        await site.Engine.Containers.KillAsync(site.Id, "SIGUSR2", Cancellation);
        await site.WaitForLogAsync("the changing binary signal is ignored", Cancellation);

        using var client = site.Client();
        using var answer = await client.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await site.WaitForLogAsync("\"route\":\"landing\"", Cancellation);
    }

    [Fact(Timeout = 300_000)]
    public async Task Worker_that_is_killed_is_replaced()
    {
        Requires.Root();
        await using var site = await ProxySite.RunAsync(ProxyCertificate.Create(), Cancellation);
        var before = await WorkersAsync(site);
        Assert.Equal(2, before.Length);
        foreach (var worker in before)
        {
            using var process = Process.GetProcessById(worker);
            Assert.StartsWith("nginx", process.ProcessName, StringComparison.Ordinal);
            process.Kill();
        }

        while (await WorkersAsync(site) is var now && (now.Length < 2 || now.Intersect(before).Any()))
        {
            await Task.Delay(Pause, Cancellation);
        }

        using var client = site.Client();
        using var answer = await client.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await site.WaitForLogAsync("exited on signal 9", Cancellation);
    }

    [Fact(Timeout = 300_000)]
    public async Task Process_has_no_capability_no_new_privilege_and_a_read_only_root()
    {
        Requires.Root();
        await using var site = await ProxySite.RunAsync(ProxyCertificate.Create(), Cancellation);
        var container = await site.InspectAsync(Cancellation);
        Assert.True(container.HostConfig.ReadonlyRootfs);
        foreach (var process in (await WorkersAsync(site)).Append(container.State.Pid))
        {
            var status = await File.ReadAllTextAsync($"/proc/{process}/status", Cancellation);
            foreach (var set in new[] { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" })
            {
                Assert.Contains($"{set}:\t0000000000000000", status, StringComparison.Ordinal);
            }

            Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
            Assert.Contains("Uid:\t990\t990\t990\t990", status, StringComparison.Ordinal);
            Assert.Contains("Gid:\t990\t990\t990\t990", status, StringComparison.Ordinal);
        }
    }

    private static async Task<int[]> WorkersAsync(ProxySite site)
    {
        var master = (await site.InspectAsync(Cancellation)).State.Pid;
        var children = await File.ReadAllTextAsync($"/proc/{master}/task/{master}/children", Cancellation);
        return [.. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }
}
