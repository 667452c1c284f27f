using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phederation.Containers.Engine.Transport;

/// <summary>The client's side of TLS with an engine: the folder's ca.pem is the only authority, cert.pem and key.pem are ours.</summary>
internal sealed class EngineTls : IDisposable
{
    private const long LargestFile = 1 << 20;
    private readonly X509Certificate2Collection _authorities;
    private readonly X509Certificate2 _client;

    private EngineTls(X509Certificate2Collection authorities, X509Certificate2 client)
    {
        _authorities = authorities;
        _client = client;
    }

    public static EngineTls Load(string folder)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(Read(folder, "ca.pem"));
            using var pem = X509Certificate2.CreateFromPem(Read(folder, "cert.pem"), Read(folder, "key.pem"));
            // Windows can't use a key that only lives in memory for TLS; a round trip through PKCS #12 gives it a home.
            var client = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
            return authorities.Count > 0
                ? new EngineTls(authorities, client)
                : throw new CryptographicException("ca.pem holds no certificate");
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new EngineException(
                EngineErrorKind.InvalidEndpoint,
                "read the engine's certificates",
                $"the folder '{folder}' must hold ca.pem, cert.pem and an unencrypted key.pem ({exception.Message.TrimEnd('.')}).",
                innerException: exception
            );
        }
    }

    public SslClientAuthenticationOptions Options(string host)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // The authority is the site's own: it has no revocation service.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ClientCertificates = [_client],
            CertificateChainPolicy = policy,
        };
    }

    public void Dispose()
    {
        _client.Dispose();
        foreach (var authority in _authorities)
        {
            authority.Dispose();
        }
    }

    private static string Read(string folder, string name)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        return file.Exists && file.Length > LargestFile
            ? throw new IOException($"{name} is larger than 1 MiB")
            : File.ReadAllText(file.FullName);
    }
}
