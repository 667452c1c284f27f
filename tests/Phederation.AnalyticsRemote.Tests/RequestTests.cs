using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Phederation.AnalyticsRemote.Tests.Support;
using Phederation.Testing.Central;
using Phederation.Testing.Services;

namespace Phederation.AnalyticsRemote.Tests;

public sealed class RequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Signed_request_is_computed_and_its_aggregate_sent_back()
    {
        await using var site = await RemoteSite.StartAsync(Cancellation);
        var id = site.Central.Ask();

        var answer = await site.Central.AnswerAsync(id, Cancellation);

        Assert.Equal(("completed", "hospital-a", id), ((string)answer["status"]!, (string)answer["organisation"]!, (string)answer["id"]!));
        Assert.Equal(120, (int)answer["result"]!["rows"]![0]!["n"]!);
        var payload = Convert.FromBase64String((string)site.Central.Pending[id]["payload"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(payload)), (string)answer["requestSha256"]!);
        Assert.Equal("""persons-by-sex-and-age {"parameters":{"year":2025}}""", site.Analyses.Runs.Single());
        await site.Process.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        Assert.Contains(
            "analytics_remote_requests_total{",
            await site.Process.Client.GetStringAsync("/metrics", Cancellation),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(CentralService.Token, site.Process.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "120",
            site.Process.Log.Replace(id, "", StringComparison.Ordinal).Split("Delivered")[^1],
            StringComparison.Ordinal
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task Request_that_the_site_does_not_take_is_refused_with_a_reason_and_never_computed()
    {
        await using var site = await RemoteSite.StartAsync(Cancellation);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var nonce = Guid.NewGuid().ToString("N");
        var cases = new Dictionary<string, string>
        {
            [site.Central.Ask(key: stranger)] = "signature-refused",
            [site.Central.Ask(forge: envelope => envelope["signatures"] = new JsonArray())] = "signature-refused",
            [site.Central.Ask(forge: envelope => envelope["payload"] = Changed(envelope))] = "signature-refused",
            [site.Central.Ask(forge: envelope => envelope["payload"] = "***")] = "malformed",
            [site.Central.Ask(forge: envelope => envelope["payload"] = new string('A', 100_000))] = "malformed",
            [site.Central.Ask(request => request["organisation"] = "hospital-b")] = "other-organisation",
            [site.Central.Ask(request => request["expiresAt"] = now.AddSeconds(-1).ToString("O"))] = "expired",
            [site.Central.Ask(request => request["issuedAt"] = now.AddMinutes(10).ToString("O"))] = "not-yet-valid",
            [site.Central.Ask(request => request["expiresAt"] = now.AddDays(60).ToString("O"))] = "too-long-valid",
            [site.Central.Ask(request => request["type"] = "other/1")] = "malformed",
            [site.Central.Ask(request => request["id"] = "another-id")] = "malformed",
            [site.Central.Ask(request => request["analysis"] = "../health")] = "malformed",
            [site.Central.Ask(request => request["parameters"] = new JsonArray())] = "malformed",
            [site.Central.Ask(request => request["more"] = 1)] = "malformed",
            [site.Central.Ask(request => request.Remove("nonce"))] = "malformed",
        };
        foreach (var (id, code) in cases)
        {
            var answer = await site.Central.AnswerAsync(id, Cancellation);
            Assert.Equal((code, "refused"), ((string)answer["reason"]!["code"]!, (string)answer["status"]!));
            Assert.Null(answer["result"]);
        }

        Assert.Empty(site.Analyses.Runs);
        await site.Central.AnswerAsync(site.Central.Ask(request => request["nonce"] = nonce), Cancellation);
        var replayed = await site.Central.AnswerAsync(site.Central.Ask(request => request["nonce"] = nonce), Cancellation);
        Assert.Equal("replayed", (string)replayed["reason"]!["code"]!);
        Assert.Single(site.Analyses.Runs);
    }

    [Fact(Timeout = 120_000)]
    public async Task Request_that_is_handed_out_again_is_answered_the_same_and_not_computed_again()
    {
        await using var site = await RemoteSite.StartAsync(Cancellation);
        site.Central.IsForgetful = true;
        var id = site.Central.Ask();
        while (site.Central.Answers.Count < 3)
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Single(site.Analyses.Runs);
        Assert.Single(site.Central.Answers.Select(answer => answer.Answer).Distinct());

        // Another request under the same id, rightly signed, is not taken: the id is used.
        var other = Encoding.UTF8.GetBytes(
            Encoding
                .UTF8.GetString(Convert.FromBase64String((string)site.Central.Pending[id]["payload"]!))
                .Replace("2025", "2024", StringComparison.Ordinal)
        );
        site.Central.Pending[id] = site.Central.Sign(id, other);
        while (!site.Process.Log.Contains("is not taken", StringComparison.Ordinal))
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Single(site.Analyses.Runs);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(404, """{"type":"urn:phederation:problem:not-approved","detail":"no approved analysis has this name"}""", "not-approved")]
    [InlineData(422, """{"type":"urn:phederation:problem:too-few-people","detail":"a group has fewer people"}""", "too-few-people")]
    [InlineData(500, "Error in row 17: patient Smith", "analysis-failed")]
    [InlineData(504, """{"type":"urn:phederation:problem:<b>","detail":1}""", "analysis-failed")]
    public async Task Failed_analysis_is_told_by_its_kind_and_by_nothing_else(int status, string body, string code)
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        site.Analyses.Answer = (status, body);
        await site.RunAsync(Cancellation);

        var answer = await site.Central.AnswerAsync(site.Central.Ask(), Cancellation);

        Assert.Equal(("failed", code), ((string)answer["status"]!, (string)answer["reason"]!["code"]!));
        Assert.DoesNotContain("Smith", answer.ToJsonString() + site.Process.Log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Central_service_that_fails_or_talks_nonsense_is_asked_again_until_it_is_well()
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        site.Central.Fault = 500;
        var id = site.Central.Ask();
        await site.RunAsync(Cancellation);
        await WaitForPollsAsync(site, 2);
        Assert.Contains(
            "The central service answers 500",
            await site.Process.WaitForAsync("/health/ready", HttpStatusCode.ServiceUnavailable, Cancellation),
            StringComparison.Ordinal
        );
        foreach (
            var list in new[]
            {
                "<html>",
                "{}",
                "{\"requests\":[1]}",
                "[]",
                new string(' ', 3_000_000),
                "{\"requests\":[],\"requests\":[]}",
            }
        )
        {
            (site.Central.Fault, site.Central.List) = (null, list);
            await WaitForPollsAsync(site, 2);
        }

        Assert.Empty(site.Analyses.Runs);
        site.Central.List = null;
        Assert.Equal("completed", (string)(await site.Central.AnswerAsync(id, Cancellation))["status"]!);
        Assert.Single(site.Analyses.Runs);
    }

    [Fact(Timeout = 120_000)]
    public async Task R_server_that_is_busy_or_takes_no_token_is_waited_for()
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        site.Analyses.Answer = (429, "{}");
        await site.RunAsync(Cancellation);
        var id = site.Central.Ask();
        while (site.Analyses.Runs.Count < 2)
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Empty(site.Central.Answers);
        site.Analyses.Answer = (200, """{"rows":[]}""");
        Assert.Equal("completed", (string)(await site.Central.AnswerAsync(id, Cancellation))["status"]!);
    }

    [Fact(Timeout = 120_000)]
    public async Task Site_can_prove_who_it_is_by_a_certificate()
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        // A client's certificate is for that use.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hospital-a", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1),
            TimeProvider.System.GetUtcNow().AddDays(1)
        );
        site.Write("secrets/central_client_certificate", certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        File.Delete(site["secrets/central_token"]);
        site.Variables["PHEDERATION_CENTRAL_AUTHENTICATION"] = "certificate";
        await site.RunAsync(Cancellation);

        await site.Central.AnswerAsync(site.Central.Ask(), Cancellation);

        Assert.Equal(certificate.Thumbprint, site.Central.ClientThumbprint);
    }

    [Fact(Timeout = 120_000)]
    public async Task Central_service_that_can_not_prove_who_it_is_gets_nothing()
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        await using var other = await CentralService.StartAsync(Cancellation);
        site.Write("secrets/central_authority", other.CertificatePem);
        await site.RunAsync(Cancellation);

        Assert.Contains("not trusted", await WaitForFaultAsync(site, "not trusted"), StringComparison.Ordinal);
        Assert.Equal(0, site.Central.Polls);
    }

    [Fact(Timeout = 120_000)]
    public async Task Centre_that_comes_later_is_served_without_a_restart()
    {
        await using var site = await RemoteSite.CreateAsync(Cancellation);
        File.Delete(site["secrets/study_signers"]);
        var id = site.Central.Ask();
        await site.RunAsync(Cancellation);
        await WaitForFaultAsync(site, "No signer is allowed");
        Assert.Equal(0, site.Central.Polls);

        site.Write("secrets/study_signers", site.Central.SignerPem);

        Assert.Equal("completed", (string)(await site.Central.AnswerAsync(id, Cancellation))["status"]!);
    }

    private static async Task<string> WaitForFaultAsync(RemoteSite site, string fault)
    {
        while (true)
        {
            using var response = await site.Process.Client.GetAsync("/health/ready", Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            if (text.Contains(fault, StringComparison.Ordinal))
            {
                return text;
            }

            await Task.Delay(100, Cancellation);
        }
    }

    private static async Task WaitForPollsAsync(RemoteSite site, int more)
    {
        var before = site.Central.Polls;
        while (site.Central.Polls < before + more)
        {
            await Task.Delay(50, Cancellation);
        }
    }

    private static string Changed(JsonObject envelope) =>
        Convert.ToBase64String(
            Encoding.UTF8.GetBytes(
                Encoding
                    .UTF8.GetString(Convert.FromBase64String((string)envelope["payload"]!))
                    .Replace("2025", "1900", StringComparison.Ordinal)
            )
        );
}
