using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.ContentTrust;

/// <summary>Talks to a trust server (Notary v1) over HTTPS. Every answer is bounded in size and time, redirects are not followed.</summary>
public sealed class NotaryClient : IDisposable
{
    private const int MaximumError = 64 << 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly Uri _server;

    /// <summary>Makes a client.</summary>
    /// <param name="server">The server's address, such as <c>https://127.0.0.1:4443</c>.</param>
    /// <param name="authority">A file with the certificate of the authority that vouches for it; null trusts the system's.</param>
    public NotaryClient(Uri server, string? authority)
    {
        _server = server;
        _http = TrustHttp.Create(authority, Limit);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <summary>The metadata that the server holds for a repository.</summary>
    internal ITufSource Open(string gun) => new Repository(this, gun);

    /// <summary>The public key that the server signs a role with, made when it is first asked for.</summary>
    internal async Task<TufKey> ServerKeyAsync(string gun, string role, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(gun, role + ".key"));
        var (status, body) = await SendAsync(request, TufMetadata.MaximumLength, cancellationToken);
        if (status != HttpStatusCode.OK)
        {
            throw Failed(request, status, body);
        }

        try
        {
            return StrictJson.Read(
                body,
                $"{request.RequestUri}",
                json => new TufKey(
                    StrictJson.String(json, "keytype"),
                    json.GetProperty("keyval").GetProperty("public").GetBytesFromBase64()
                )
            );
        }
        catch (RefusedException fault)
        {
            throw new TrustException(
                TrustErrorKind.ServiceFailed,
                $"the trust server answered with something else than a key: {fault.Message}",
                fault
            );
        }
    }

    /// <summary>Publishes metadata files in one step: all or none.</summary>
    internal async Task<NotaryAnswer> PublishAsync(
        string gun,
        IReadOnlyList<(string Role, byte[] Bytes)> files,
        CancellationToken cancellationToken
    )
    {
        using var form = new MultipartFormDataContent();
        foreach (var (role, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

            // Written by hand: the client would add a second form of the file name, and the server takes the role from it.
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"{role}\"");
            form.Add(part);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Address(gun, "")) { Content = form };
        var (status, body) = await SendAsync(request, MaximumError, cancellationToken);
        return status switch
        {
            HttpStatusCode.OK => NotaryAnswer.Accepted,
            HttpStatusCode.BadRequest when Has(body, "VERSION") => NotaryAnswer.Outdated(Text(body)),

            // With PostgreSQL the server does not know the clash of two publications for what it is. None of the files was taken.
            HttpStatusCode.InternalServerError when Has(body, "UPDATING") => NotaryAnswer.Outdated(Text(body)),
            _ => throw Failed(request, status, body),
        };
    }

    private static bool Has(byte[] body, string code) => Encoding.UTF8.GetString(body).Contains($"\"{code}\"", StringComparison.Ordinal);

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 1000))).Trim();

    private async Task<byte[]?> ReadAsync(string gun, string name, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(gun, name + ".json"));
        var (status, body) = await SendAsync(request, TufMetadata.MaximumLength, cancellationToken);
        return status switch
        {
            HttpStatusCode.OK => body,
            HttpStatusCode.NotFound => null,
            _ => throw Failed(request, status, body),
        };
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(
        HttpRequestMessage request,
        int limit,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return await TrustHttp.ReadAsync(answer.Content, limit, cancellationToken) is { } body
                ? (answer.StatusCode, body)
                : throw new TrustException(
                    TrustErrorKind.ServiceFailed,
                    $"the trust server's answer to {request.Method} {request.RequestUri} is larger than {limit} bytes; see what runs there"
                );
        }
        catch (Exception fault)
            when (fault is HttpRequestException or IOException
                || (fault is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new TrustException(
                TrustErrorKind.ServiceFailed,
                $"the trust server {_server} did not answer {request.Method} {request.RequestUri}: {fault.Message}; see that it runs",
                fault
            );
        }
    }

    private static TrustException Failed(HttpRequestMessage request, HttpStatusCode status, byte[] body) =>
        new(
            TrustErrorKind.ServiceFailed,
            $"the trust server answered {request.Method} {request.RequestUri} with {(int)status}: {Text(body)}; see its log"
        );

    private Uri Address(string gun, string name) => new(_server, $"/v2/{gun}/_trust/tuf/{name}");

    /// <summary>A repository's metadata on the server.</summary>
    private sealed class Repository(NotaryClient client, string gun) : ITufSource
    {
        public string Name => $"{client._server.Authority}: {gun}";

        public Task<byte[]?> ReadAsync(string role, string? sha256, CancellationToken cancellationToken) =>
            client.ReadAsync(gun, sha256 is null ? role : $"{role}.{sha256}", cancellationToken);
    }
}
