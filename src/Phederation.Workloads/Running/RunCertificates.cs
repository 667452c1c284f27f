using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phederation.Workloads.Running;

/// <summary>Makes the certificates of one run (ECDSA P-256, for a day). No authority's key is kept.</summary>
internal static class RunCertificates
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);

    /// <summary>The secrets that certificates stand for, by name.</summary>
    public static IReadOnlyDictionary<string, string> Make(IReadOnlyList<CertificateSpec> certificates, DateTimeOffset now)
    {
        var secrets = new Dictionary<string, string>();
        foreach (var group in certificates.GroupBy(certificate => certificate.Authority))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = Request("authority of a run", key);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
            using var authority = request.CreateSelfSigned(now - Validity, now + Validity);
            secrets[group.Key] = authority.ExportCertificatePem() + "\n";
            foreach (var certificate in group)
            {
                (secrets[certificate.Certificate], secrets[certificate.Key]) = Issue(authority, certificate.Hosts);
            }
        }

        return secrets;
    }

    private static (string Certificate, string Key) Issue(X509Certificate2 authority, IReadOnlyList<string> hosts)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            names.AddDnsName(host);
        }

        var request = Request(hosts[0], key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], critical: false)
        );
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using var certificate = request.Create(
            authority,
            new DateTimeOffset(authority.NotBefore),
            new DateTimeOffset(authority.NotAfter),
            RandomNumberGenerator.GetBytes(16)
        );
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }
}
