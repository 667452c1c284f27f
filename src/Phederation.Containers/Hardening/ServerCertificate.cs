using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Phederation.Containers.Hardening;

/// <summary>
/// The key and certificate of a server inside a site, which nobody but the site's own containers must know: self-signed (ECDSA P-256), so that there is
/// no authority whose key could be lost. One PEM file holds both, as OpenSSL's users can read either from it.
/// </summary>
public static class ServerCertificate
{
    // Ten years, as the trust in it is given to exactly this certificate; a site makes a new one by removing the secret.
    private static readonly TimeSpan Validity = TimeSpan.FromDays(3652);

    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Makes a key and its certificate.</summary>
    /// <param name="hosts">The names and addresses by which the server is reached; the first one is the subject too.</param>
    /// <param name="now">It is valid from a day before this moment, for clocks that are behind.</param>
    /// <returns>Key and certificate in PEM.</returns>
    public static byte[] Create(IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(hosts[0]);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Validity);
        return Encoding.ASCII.GetBytes($"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n");
    }

    /// <summary>The certificate alone.</summary>
    /// <param name="pem">What <see cref="Create"/> made, or a site's own file: its first certificate counts.</param>
    /// <exception cref="CryptographicException">There is no certificate in it.</exception>
    public static byte[] WithoutKey(ReadOnlySpan<byte> pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
        return Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n");
    }
}
