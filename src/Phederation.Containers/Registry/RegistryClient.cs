using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Registry;

/// <summary>
/// A client of an image registry (OCI distribution specification, docker registry API v2). Manifests are handled as their original bytes, and every digest is
/// computed here: a registry is not trusted. It may be used from many threads at once. Errors are <see cref="RegistryException"/>.
/// </summary>
public sealed partial class RegistryClient : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private readonly HttpMessageInvoker _http;
    private readonly RegistryAuthenticator _authenticator;

    /// <summary>A client of one registry; nothing is sent yet.</summary>
    /// <param name="registry">Such as https://registry.example; plain http is only used on this machine.</param>
    /// <param name="credentials">For basic or token authentication; null is anonymous.</param>
    /// <param name="authorities">The certificate authorities to trust instead of the system's.</param>
    /// <param name="timeProvider">The clock for tokens' ends.</param>
    /// <exception cref="RegistryException">Of kind <see cref="RegistryErrorKind.InvalidAddress"/>.</exception>
    public RegistryClient(
        Uri registry,
        RegistryCredentials? credentials = null,
        X509Certificate2Collection? authorities = null,
        TimeProvider? timeProvider = null
    )
    {
        Registry = Check(registry);
        _http = new HttpMessageInvoker(Handler(authorities));
        _authenticator = new RegistryAuthenticator(_http, registry, credentials, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Where the registry is.</summary>
    public Uri Registry { get; }

    /// <summary>Succeeds when a registry answers and lets us in.</summary>
    public async Task PingAsync(CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(
            "ask the registry",
            "",
            () => new HttpRequestMessage(HttpMethod.Get, At("/v2/")),
            cancellationToken
        );
    }

    /// <summary>The tags of a repository in the registry's order; empty when it does not exist.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(string repository, CancellationToken cancellationToken = default)
    {
        const int mostPages = 1000;
        var operation = $"list the tags of {repository}";
        var tags = new List<string>();
        Uri? next = At($"/v2/{RegistryName.Repository(repository)}/tags/list");
        for (var page = 0; next is not null && page < mostPages; page++)
        {
            var address = next;
            using var response = await SendOrNullAsync(
                operation,
                Scope(repository, "pull"),
                () => new HttpRequestMessage(HttpMethod.Get, address),
                cancellationToken
            );
            if (response is null)
            {
                break;
            }

            var bytes = await ReadAsync(response, OciDocument.Limit, operation, cancellationToken);
            tags.AddRange(Json(bytes, RegistryJsonContext.Default.RegistryTags, operation).Tags ?? []);
            next = NextPage(response, address);
        }

        return tags;
    }

    /// <summary>Closes the connections; calls under way fail.</summary>
    public void Dispose() => _http.Dispose();

    private static Uri Check(Uri registry) =>
        registry is { IsAbsoluteUri: true, UserInfo.Length: 0 }
        && (registry.Scheme == Uri.UriSchemeHttps || (registry.Scheme == Uri.UriSchemeHttp && registry.IsLoopback))
            ? registry
            : throw new RegistryException(
                RegistryErrorKind.InvalidAddress,
                "read the registry's address",
                $"'{registry}' can't be used: https://host is expected (http on this machine only)."
            );

    private static SocketsHttpHandler Handler(X509Certificate2Collection? authorities)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxAutomaticRedirections = 5,
            MaxResponseHeadersLength = 128,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ActivityHeadersPropagator = null,
        };
        if (authorities is { Count: > 0 })
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }

    private static string Scope(string repository, string actions) => $"repository:{repository}:{actions}";

    private Uri At(string path) => new(Registry.GetLeftPart(UriPartial.Authority) + path);

    private Uri? NextPage(HttpResponseMessage response, Uri current)
    {
        // Link: </v2/name/tags/list?last=x&n=100>; rel="next"
        var link = response.Headers.TryGetValues("Link", out var values)
            ? values.FirstOrDefault(value => value.Contains("rel=\"next\"", StringComparison.Ordinal))
            : null;
        var (start, end) = (link?.IndexOf('<', StringComparison.Ordinal) ?? -1, link?.IndexOf('>', StringComparison.Ordinal) ?? -1);
        return start >= 0 && end > start && Uri.TryCreate(current, link![(start + 1)..end], out var next) && IsSameRegistry(next)
            ? next
            : null;
    }

    private bool IsSameRegistry(Uri uri) => uri.Scheme == Registry.Scheme && uri.Authority == Registry.Authority;
}
