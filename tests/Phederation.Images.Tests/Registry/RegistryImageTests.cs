using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phederation.Images.Tests.Registry;

public sealed class RegistryImageTests
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task What_was_pushed_is_pulled_and_outlives_the_container()
    {
        await using var registry = await HardenedImage.CreateAsync("registry", NoSecrets, Cancellation);
        await registry.StartAsync(Cancellation);
        var content = "a blob"u8.ToArray();
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
        using var http = new HttpClient();
        var host = await registry.HostAsync(5000, Cancellation);
        using var begun = await http.PostAsync(new Uri($"http://{host}/v2/test/app/blobs/uploads/"), null, Cancellation);
        using var pushed = await http.PutAsync(
            new Uri(new Uri($"http://{host}"), begun.Headers.Location + $"&digest={digest}"),
            new ByteArrayContent(content),
            Cancellation
        );

        await registry.ReplaceAsync(NoSecrets, Cancellation);
        await registry.StartAsync(Cancellation);
        host = await registry.HostAsync(5000, Cancellation);
        var pulled = await http.GetByteArrayAsync(new Uri($"http://{host}/v2/test/app/blobs/{digest}"), Cancellation);

        Assert.Equal(HttpStatusCode.Created, pushed.StatusCode);
        Assert.Equal(content, pulled);
    }

    [Fact(Timeout = 300_000)]
    public async Task With_a_certificate_it_speaks_tls_and_nothing_else()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=registry", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        await using var registry = await HardenedImage.CreateAsync(
            "registry",
            new Dictionary<string, string>
            {
                ["registry_certificate"] = certificate.ExportCertificatePem(),
                ["registry_key"] = key.ExportPkcs8PrivateKeyPem(),
            },
            Cancellation,
            "serve",
            "/etc/phederation/registry-tls.yml"
        );
        await registry.StartAsync(Cancellation);
        var host = await registry.HostAsync(5000, Cancellation);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
            shown?.GetCertHashString(HashAlgorithmName.SHA256) == certificate.GetCertHashString(HashAlgorithmName.SHA256);
        using var http = new HttpClient(handler);

        using var encrypted = await http.GetAsync(new Uri($"https://{host}/v2/"), Cancellation);
        using var plain = await http.GetAsync(new Uri($"http://{host}/v2/"), Cancellation);

        Assert.Equal(HttpStatusCode.OK, encrypted.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(0, "", "5001/debug/health", "5000/", "5000")]
    [InlineData(1, "5003: Connection refused", "5003")]
    [InlineData(1, "404 Not Found", "5001/nothing")]
    [InlineData(64, "usage", "port")]
    [InlineData(64, "usage", "70000")]
    [InlineData(64, "usage")]
    public async Task Health_check_tells_what_it_found(int exit, string said, params string[] arguments)
    {
        await using var registry = await HardenedImage.CreateAsync("registry", NoSecrets, Cancellation);
        await registry.StartAsync(Cancellation);

        var result = await registry.ExecAsync(Cancellation, ["/usr/lib/phederation/http-health", .. arguments]);

        Assert.Equal(exit, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("/bin/sh")]
    [InlineData("/usr/bin/dpkg")]
    [InlineData("/usr/bin/perl")]
    public async Task Nothing_else_can_be_run_in_it(string program)
    {
        await using var registry = await HardenedImage.CreateAsync("registry", NoSecrets, Cancellation);
        await registry.StartAsync(Cancellation);

        Assert.NotEqual(0, (await registry.ExecAsync(Cancellation, program, "--version")).ExitCode);
        Assert.False((await registry.InspectAsync(Cancellation)).State.OOMKilled);
    }
}
