using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Phederation.AnalyticsRemote.Requests;
using Phederation.Postgres;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;

namespace Phederation.AnalyticsRemote.Central;

/// <summary>Speaks with the central service: the site asks, and nothing listens for it.</summary>
internal sealed class CentralClient : IDisposable
{
    private const string Name = "The central service";
    private const int LargestList = 2 * 1024 * 1024;
    private const int LargestNote = 64 * 1024;
    private const int MostRequests = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly RemoteOptions _options;

    private CentralClient(HttpClient client, RemoteOptions options) => (_client, _options) = (client, options);

    /// <summary>Prepares it; nothing is connected yet.</summary>
    /// <exception cref="SetupException">A secret is missing or malformed.</exception>
    public static async Task<CentralClient> CreateAsync(RemoteOptions options, CancellationToken cancellationToken)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 32,
        };
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        if (options.AuthorityFile is { } authority)
        {
            handler.SslOptions.CertificateChainPolicy = PrivateTrust.Policy(PrivateTrust.Read(authority));
        }

        if (options.UsesClientCertificate)
        {
            handler.SslOptions.ClientCertificates = [await CertificateAsync(options.ClientCertificateFile, cancellationToken)];
        }
        else
        {
            await SecretText.ReadAsync(options.TokenFile, cancellationToken);
        }

        return new CentralClient(new HttpClient(handler) { BaseAddress = options.Central, Timeout = Timeout.InfiniteTimeSpan }, options);
    }

    /// <summary>The requests that wait for the site.</summary>
    /// <exception cref="UnavailableException">It can't be asked, or answers something else.</exception>
    public async Task<IReadOnlyList<Envelope>> PendingAsync(CancellationToken cancellationToken)
    {
        using var request = await RequestAsync(
            HttpMethod.Get,
            $"api/organisations/{_options.Organisation}/requests?limit={MostRequests}",
            cancellationToken
        );
        var (status, content) = await BoundedAnswer.SendAsync(_client, request, LargestList, Limit, Name, cancellationToken);
        Check(status);
        try
        {
            using var document = BoundedJson.Parse(content, new JsonBounds(LargestList, 8));
            var pending = BoundedJson.Convert(document.RootElement, RemoteJson.Default.PendingRequests);
            return [.. pending.Requests.Take(MostRequests)];
        }
        catch (ProblemException exception)
        {
            throw new UnavailableException($"{Name} answers something else than requests.", null, exception);
        }
    }

    /// <summary>Hands an answer over. The same bytes under the same key: the central service takes them once.</summary>
    /// <exception cref="UnavailableException">It can't be handed over now.</exception>
    public async Task AnswerAsync(string id, byte[] answer, CancellationToken cancellationToken)
    {
        using var request = await RequestAsync(HttpMethod.Put, $"api/requests/{id}/answer", cancellationToken);
        request.Headers.Add("Idempotency-Key", id);
        request.Content = new ByteArrayContent(answer) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var (status, _) = await BoundedAnswer.SendAsync(_client, request, LargestNote, Limit, Name, cancellationToken);
        // There, or not wanted any more: both are the end of it.
        if (status is not (HttpStatusCode.Conflict or HttpStatusCode.Gone or HttpStatusCode.NotFound))
        {
            Check(status);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static void Check(HttpStatusCode status)
    {
        if ((int)status is < 200 or > 299)
        {
            throw new UnavailableException(
                status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    ? $"{Name} does not let this site in ({(int)status})."
                    : $"{Name} answers {(int)status}."
            );
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, path) { Headers = { { "X-Organisation", _options.Organisation } } };
        if (!_options.UsesClientCertificate)
        {
            try
            {
                // Read each time: a token can be changed without a restart.
                var token = await SecretText.ReadAsync(_options.TokenFile, cancellationToken);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }
            catch (SetupException exception)
            {
                request.Dispose();
                throw new UnavailableException(exception.Message, null, exception);
            }
        }

        return request;
    }

    private static async Task<X509Certificate2> CertificateAsync(string path, CancellationToken cancellationToken)
    {
        var pem = System.Text.Encoding.ASCII.GetString(await SecretText.ReadBytesAsync(path, cancellationToken));
        try
        {
            return X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (CryptographicException exception)
        {
            throw new SetupException(
                SetupProblem.Malformed,
                $"{path} holds no certificate with its key in PEM.",
                "Mount the file that holds both.",
                exception
            );
        }
    }
}
