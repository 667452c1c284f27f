using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Phederation.Containers.Engine;
using Phederation.Processes;
using Phederation.Site.Tests.Fixtures;
using Phederation.Testing;
using Phederation.Testing.Central;

namespace Phederation.Site.Tests.Launcher;

/// <summary>
/// The whole stack of the checkout, as a site runs it: under the reviewed profiles, on the ports that are a site's, reached through the one
/// entry.
/// </summary>
public sealed class StackTests(ReleaseMaker maker) : IAsyncLifetime
{
    private const int EntryPort = 8443;
    private static readonly string[] Services =
    [
        "postgres",
        "webapi",
        "user-mgmt",
        "fhir-server",
        "zeppelin",
        "distributed-analytics-r-server",
        "distributed-analytics-remote",
        "proxy",
    ];
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TempFolder _temp = new();
    private readonly EngineClient _engine = EngineClient.Connect(EngineEndpoint.Default);

    public async ValueTask InitializeAsync()
    {
        Requires.Engine();
        Requires.Program("apt-get");
        foreach (var name in Services)
        {
            var other = await _engine.Containers.InspectAsync(name, TestContext.Current.CancellationToken);
            Assert.SkipUnless(other is null, $"a container named {name} is on this machine");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(_temp["state"]))
        {
            await LauncherRun.RunAsync(["down", "--volumes", "--yes", "--state", _temp["state"]], CancellationToken.None);
        }

        _engine.Dispose();
        _temp.Dispose();
    }

    [Fact(Timeout = 900_000)]
    public async Task Both_editions_come_up_together_and_answer_through_the_proxy_with_the_same_data()
    {
        await maker.MakeStackAsync(_temp["release"], Token);
        await using var central = await CentralService.StartAsync(Token, await GatewayAsync());
        await GiveAsync("central_token", CentralService.Token);
        await GiveAsync("central_authority", central.CertificatePem);
        await GiveAsync("study_signers", central.SignerPem);
        LauncherTests.AssertExit(
            ExitCode.Success,
            await RunAsync(
                "up",
                "--set",
                $"distributed-analytics-remote.PHEDERATION_CENTRAL_URL={central.Address}",
                "--set",
                "distributed-analytics-remote.PHEDERATION_ORGANISATION=hospital-a"
            ),
            "distributed-analytics-remote: healthy",
            "edition standard, is up"
        );
        using var entry = await EntryAsync();
        foreach (var path in new[] { "/", "/atlas/", "/WebAPI/info", "/WebAPI/source/sources", "/fhir/metadata", "/zeppelin/" })
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, await StatusAsync(entry, path)));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(entry, "/fhir/Patient"));
        entry.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await FhirTokenAsync());
        var patient = await WriteAsync(entry, "/fhir/Patient", """{"resourceType":"Patient","name":[{"family":"Sörensen"}]}""");
        Assert.Equal([patient], await FoundAsync(entry, "/fhir/Patient?family=sorensen"));
        await AssertStudyAsync(central);
        LauncherTests.AssertExit(ExitCode.Success, await RunAsync("status"));
        LauncherTests.AssertExit(ExitCode.Success, await RunAsync("job", "omop-indexes-and-constraints"));

        LauncherTests.AssertExit(ExitCode.Success, await RunAsync("up", "--edition", "secure"), "edition secure, is up");
        Assert.Equal([patient], await FoundAsync(entry, "/fhir/Patient?family=sorensen"));
        entry.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(entry, "/WebAPI/source/sources"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(entry, "/user-mgmt/"));
        entry.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SignInAsync(entry));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(entry, "/WebAPI/source/sources"));
        LauncherTests.AssertExit(ExitCode.Success, await RunAsync("status"), "user-mgmt");
    }

    /// <summary>A study request goes its whole way: from the centre to the remote, to R, to the database, and its aggregate back.</summary>
    private static async Task AssertStudyAsync(CentralService central)
    {
        await SqlAsync(
            "INSERT INTO omopcdm.person (person_id, gender_concept_id, year_of_birth, race_concept_id, ethnicity_concept_id) "
                + "SELECT g, 8532, 1950, 0, 0 FROM generate_series(1, 120) g"
        );
        var answer = await central.AnswerAsync(central.Ask(), Token);
        Assert.True((string?)answer["status"] == "completed", answer.ToJsonString());
        Assert.Contains("120", answer["result"]!["rows"]!.ToJsonString(), StringComparison.Ordinal);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var refused = await central.AnswerAsync(central.Ask(key: stranger), Token);
        Assert.Equal("refused", (string?)refused["status"]);
        // They are of concepts that no vocabulary here has.
        await SqlAsync("DELETE FROM omopcdm.person");
    }

    private static Task SqlAsync(string sql) =>
        DockerAsync("postgres", "psql", "--no-psqlrc", "--quiet", "--dbname=OHDSI", $"--command={sql}");

    private async Task GiveAsync(string secret, string text)
    {
        await File.WriteAllTextAsync(_temp[secret], text, Token);
        LauncherTests.AssertExit(ExitCode.Success, await RunAsync("secret", "set", secret, "--from-file", _temp[secret]));
    }

    /// <summary>The address by which containers reach this machine.</summary>
    private static async Task<IPAddress> GatewayAsync()
    {
        var result = await new ProcessRunner().RunAsync(
            new ProcessRequest
            {
                Program = "docker",
                Arguments = ["network", "inspect", "bridge", "--format", "{{with index .IPAM.Config 0}}{{or .Gateway .Subnet}}{{end}}"],
                TimeLimit = TimeSpan.FromMinutes(1),
            },
            Token
        );
        Assert.True(result.ExitCode == 0, result.Error);
        // An engine whose settings were reloaded tells the subnet alone: the gateway is its first address.
        var parts = result.Output.Trim().Split('/');
        var address = IPAddress.Parse(parts[0]).GetAddressBytes();
        address[^1] += (byte)(parts.Length > 1 ? 1 : 0);
        return new IPAddress(address);
    }

    private Task<ProcessResult> RunAsync(params string[] arguments)
    {
        string[] release = arguments[0] is "up" or "status" or "job" or "secret"
            ? ["--release", _temp["release"], "--root-key-id", maker.RootKeyId]
            : [];
        return LauncherRun.RunAsync([.. arguments, .. release, "--state", _temp["state"]], Token);
    }

    // As a person's browser that was told to trust the site's certificate.
    private async Task<HttpClient> EntryAsync()
    {
        var pem = await File.ReadAllTextAsync(Path.Combine(_temp["state"], "secrets", "proxy_certificate"), Token);
        var trusted = X509Certificate2.CreateFromPem(pem);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate is X509Certificate2 shown && shown.Thumbprint == trusted.Thumbprint;
        return new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{EntryPort}"), Timeout = TimeSpan.FromMinutes(1) };
    }

    // As the page of the FHIR server tells sites without an identity provider to.
    private static async Task<string> FhirTokenAsync() =>
        (await DockerAsync("fhir-server", "/usr/lib/phederation/fhir-server", "token", "user/*.*", "30")).Trim();

    private static async Task<string> DockerAsync(params IEnumerable<string> command)
    {
        var result = await new ProcessRunner().RunAsync(
            new ProcessRequest
            {
                Program = "docker",
                Arguments = ["exec", .. command],
                TimeLimit = TimeSpan.FromMinutes(1),
            },
            Token
        );
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    // The administrator that the user management made at its first start.
    private async Task<string> SignInAsync(HttpClient entry)
    {
        var password = await File.ReadAllTextAsync(Path.Combine(_temp["state"], "secrets", "user_mgmt_admin_password"), Token);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = "admin", ["password"] = password });
        using var response = await entry.PostAsync("/WebAPI/user/login/db", form, Token);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Token));
        return response.Headers.GetValues("Bearer").Single();
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient entry, string path)
    {
        using var response = await entry.GetAsync(path, Token);
        return response.StatusCode;
    }

    private static async Task<string> WriteAsync(HttpClient entry, string path, string body)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/fhir+json"));
        using var response = await entry.PostAsync(path, content, Token);
        var answer = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.Created, answer);
        return (string)JsonNode.Parse(answer)!["id"]!;
    }

    private static async Task<IReadOnlyList<string>> FoundAsync(HttpClient entry, string path)
    {
        var bundle = JsonNode.Parse(await entry.GetStringAsync(path, Token))!;
        return [.. (bundle["entry"]?.AsArray() ?? []).Select(found => (string)found!["resource"]!["id"]!)];
    }
}
