using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Phederation.Containers.Streams;

namespace Phederation.Containers.Registry;

/// <summary>
/// Answers a registry's challenge with the credentials or with a token of the service it names. Credentials only go where they are safe: to the registry,
/// and to a token service over https or on this machine.
/// </summary>
internal sealed class RegistryAuthenticator(HttpMessageInvoker http, Uri registry, RegistryCredentials? credentials, TimeProvider time)
{
    private const int LargestAnswer = 256 << 10;
    private const int DefaultSeconds = 60;
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);
    private volatile AuthChallenge? _challenge;

    public bool HasCredentials => credentials is not null;

    /// <summary>What to send before any challenge: what the last one led to.</summary>
    public AuthenticationHeaderValue? Known(string scope) =>
        _challenge switch
        {
            { IsBearer: false } when credentials is not null => Basic(credentials),
            { IsBearer: true } when _tokens.TryGetValue(scope, out var known) && known.Until > time.GetUtcNow() => new(
                "Bearer",
                known.Token
            ),
            _ => null,
        };

    /// <summary>What answers a challenge; null when nothing can.</summary>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        AuthChallenge challenge,
        string scope,
        string operation,
        CancellationToken cancellationToken
    )
    {
        _challenge = challenge;
        if (!challenge.IsBearer)
        {
            return credentials is null ? null : Basic(credentials);
        }

        var (token, seconds) = await FetchAsync(challenge, scope, operation, cancellationToken);
        _tokens[scope] = (token, time.GetUtcNow().AddSeconds(Math.Max(0, seconds - 5)));
        return new AuthenticationHeaderValue("Bearer", token);
    }

    private async Task<(string Token, int Seconds)> FetchAsync(
        AuthChallenge challenge,
        string scope,
        string operation,
        CancellationToken cancellationToken
    )
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm) || !IsSafe(realm))
        {
            throw new RegistryException(
                RegistryErrorKind.Protocol,
                operation,
                $"the registry names the token service '{challenge.Realm}': credentials are sent over https or to this machine only."
            );
        }

        var query = $"service={Uri.EscapeDataString(challenge.Service)}&scope={Uri.EscapeDataString(scope)}";
        var separator = realm.Query.Length > 0 ? "&" : "?";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(realm + separator + query));
        request.Headers.Authorization = credentials is null ? null : Basic(credentials);
        using var response = await http.SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = await BoundedReader.ReadAsync(body, LargestAnswer, "token service's answer", cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw RegistryFault.FromAnswer(registry, operation, response.StatusCode, bytes, HasCredentials);
        }

        try
        {
            var token = JsonSerializer.Deserialize(bytes, RegistryJsonContext.Default.RegistryToken);
            return (token?.Token ?? token?.AccessToken) is { Length: > 0 } text
                ? (text, token!.ExpiresIn ?? DefaultSeconds)
                : throw new JsonException("it holds no token");
        }
        catch (JsonException exception)
        {
            throw new RegistryException(
                RegistryErrorKind.Protocol,
                operation,
                $"the token service at {realm.Host} answered what can't be read ({exception.Message}).",
                innerException: exception
            );
        }
    }

    private static bool IsSafe(Uri realm) => realm.Scheme == Uri.UriSchemeHttps || (realm.Scheme == Uri.UriSchemeHttp && realm.IsLoopback);

    private static AuthenticationHeaderValue Basic(RegistryCredentials credentials) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Password}")));
}
