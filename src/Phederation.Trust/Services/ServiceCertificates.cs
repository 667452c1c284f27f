using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Phederation.Trust.Services;

/// <summary>
/// The certificates of the trust server (for 127.0.0.1, where clients find it) and of its signer (for its name in their network): an
/// authority and what it vouches for, ECDSA P-256. The authority's private key is never written: nothing can be added later. All is made
/// anew before it expires.
/// </summary>
internal sealed class ServiceCertificates
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan Validity = TimeSpan.FromDays(730);
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);

    private readonly string _folder;

    private ServiceCertificates(string folder) => _folder = folder;

    public string Authority => Path.Combine(_folder, "ca.crt");

    public string ServerCertificate => Path.Combine(_folder, "notary-server.crt");

    public string ServerKey => Path.Combine(_folder, "notary-server.key");

    public string SignerCertificate => Path.Combine(_folder, "notary-signer.crt");

    public string SignerKey => Path.Combine(_folder, "notary-signer.key");

    /// <summary>Opens the certificates in the folder, making them when they are missing, incomplete or about to expire.</summary>
    public static ServiceCertificates OpenOrCreate(string folder, TimeProvider time)
    {
        BoundedFile.CreatePrivateFolder(folder);
        var certificates = new ServiceCertificates(folder);
        if (!certificates.AreUsable(time.GetUtcNow()))
        {
            certificates.Create(time.GetUtcNow());
        }

        return certificates;
    }

    private bool AreUsable(DateTimeOffset now)
    {
        // The authority is written last.
        if (!File.Exists(Authority))
        {
            return false;
        }

        try
        {
            using var authority = X509CertificateLoader.LoadCertificateFromFile(Authority);
            return new DateTimeOffset(authority.NotAfter) - now > Renewal;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private void Create(DateTimeOffset now)
    {
        var (from, to) = (now.AddDays(-1), now + Validity);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request("phederation trust services", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var authority = request.CreateSelfSigned(from, to);
        var server = new SubjectAlternativeNameBuilder();
        server.AddIpAddress(IPAddress.Loopback);
        server.AddDnsName(ServicePlan.Notary);
        Issue(authority, "notary-server", server, ServerCertificate, ServerKey, [ServerAuthentication, ClientAuthentication]);
        var signer = new SubjectAlternativeNameBuilder();
        signer.AddDnsName(ServicePlan.NotarySigner);
        Issue(authority, "notary-signer", signer, SignerCertificate, SignerKey, [ServerAuthentication]);
        Write(Authority, authority.ExportCertificatePem());
    }

    private static void Issue(
        X509Certificate2 authority,
        string name,
        SubjectAlternativeNameBuilder names,
        string certificatePath,
        string keyPath,
        string[] purposes
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        var usage = new OidCollection();
        foreach (var purpose in purposes)
        {
            usage.Add(new Oid(purpose));
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usage, critical: false));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using var certificate = request.Create(
            authority,
            new DateTimeOffset(authority.NotBefore),
            new DateTimeOffset(authority.NotAfter),
            RandomNumberGenerator.GetBytes(16)
        );
        Write(keyPath, key.ExportPkcs8PrivateKeyPem());
        Write(certificatePath, certificate.ExportCertificatePem());
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static void Write(string path, string pem) => BoundedFile.Write(path, Encoding.ASCII.GetBytes(pem + "\n"));
}
