using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Phederation.Trust;

/// <summary>HTTP clients for the trust services: no proxy, no redirects, bounded in time, and only the given authority is trusted.</summary>
internal static class TrustHttp
{
    /// <summary>Makes a client.</summary>
    /// <param name="authority">A file with the certificate of the authority to trust; null trusts the system's.</param>
    /// <param name="limit">How long a request may take.</param>
    public static HttpClient Create(string? authority, TimeSpan limit)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 64,
        };
        if (authority is not null)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(authority));
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return new HttpClient(handler) { Timeout = limit };
    }

    /// <summary>Reads an answer's body of at most <paramref name="limit"/> bytes; null when it is longer.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
        {
            return null;
        }

        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[limit + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= limit ? bytes[..length] : null;
    }
}
