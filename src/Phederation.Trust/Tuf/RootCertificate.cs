using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Phederation.Trust.Keys;

namespace Phederation.Trust.Tuf;

/// <summary>
/// Notary takes a root key only inside a certificate whose common name is the repository's. The certificate proves nothing by itself: it
/// carries the name and the dates beside the key.
/// </summary>
internal static class RootCertificate
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    public static TufKey Create(SigningKey root, string gun, DateTimeOffset from, DateTimeOffset to)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(gun);
        var request = new CertificateRequest(name.Build(), root.Private, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true)
        );
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(CodeSigning)], critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(from, to);

        // Go ends a PEM block with a line end, and key ids are made over these bytes.
        return new TufKey(TufKey.Certified, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
    }
}
