using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Phederation.Images.Tests.Proxy;

/// <summary>A certificate for localhost and its key, as a site gives them.</summary>
internal sealed record ProxyCertificate(string Certificate, string Key, string Thumbprint)
{
    public static ProxyCertificate Create(string name = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(2));
        return new ProxyCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), certificate.Thumbprint);
    }

    /// <summary>Signed by nobody that this machine knows, but for the host that was asked for.</summary>
    public static bool IsForThisHost(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None;

    /// <summary>The file that the container reads.</summary>
    public Dictionary<string, byte[]> ToSecrets() => new() { ["proxy_certificate"] = Encoding.ASCII.GetBytes($"{Key}\n{Certificate}\n") };
}
