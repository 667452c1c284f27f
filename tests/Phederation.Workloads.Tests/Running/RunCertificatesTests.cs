using System.Security.Cryptography.X509Certificates;
using Phederation.Text;
using Phederation.Workloads.Running;

namespace Phederation.Workloads.Tests.Running;

public sealed class RunCertificatesTests
{
    private const string Certificates = """
        schema = 1
        service = { port = 443, name = "web" }
        [[certificate]]
        authority = "ca"
        certificate = "web_certificate"
        key = "web_key"
        hosts = ["web", "localhost"]
        [[certificate]]
        authority = "ca"
        certificate = "back_certificate"
        key = "back_key"
        hosts = ["back"]
        [[step]]
        id = "start"
        kind = "start"
        phase = "init"
        """;

    [Fact]
    public void Certificates_of_one_authority_are_vouched_for_by_it_and_fit_their_keys_and_names()
    {
        var workload = WorkloadText.Parse(Certificates);
        var secrets = RunCertificates.Make(workload.Certificates, TimeProvider.System.GetUtcNow());

        Assert.Equal(["back_certificate", "back_key", "ca", "web_certificate", "web_key"], secrets.Keys.Order());
        Assert.Equal("web", workload.Service.Name);
        foreach (var (name, host) in new[] { ("web", "localhost"), ("back", "back") })
        {
            using var certificate = X509Certificate2.CreateFromPem(secrets[name + "_certificate"], secrets[name + "_key"]);
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(secrets["ca"]));
            Assert.True(chain.Build(certificate));
            Assert.True(certificate.MatchesHostname(host));
            Assert.False(certificate.MatchesHostname("elsewhere"));
        }
    }

    [Theory]
    [InlineData("hosts = [\"web\", \"localhost\"]", "hosts = []", "w.toml:7:9", "one to ten names")]
    [InlineData("name = \"web\"", "name = \"Web\"", "w.toml:2:32", "no name in a network")]
    [InlineData("key = \"web_key\"", "keys = \"web_key\"", "w.toml:6:1", "did you mean 'key'?")]
    public void Mistake_in_a_certificate_is_named_with_its_place(string good, string bad, string place, string reason)
    {
        var error = Assert.Throws<TomlException>(() => WorkloadText.Parse(Certificates.Replace(good, bad, StringComparison.Ordinal)));

        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
