using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Phederation.Containers.Oci;
using Phederation.Containers.Streams;

namespace Phederation.Containers.Registry;

/// <content>Sending with authentication, time limits and translated errors.</content>
public sealed partial class RegistryClient
{
    private const int LargestError = 256 << 10;

    /// <summary>Sends, answering one challenge; the request is made anew for it. Anything but success is thrown.</summary>
    private async Task<HttpResponseMessage> SendAsync(
        string operation,
        string scope,
        Func<HttpRequestMessage> request,
        CancellationToken cancellationToken,
        TimeSpan? limit = null
    )
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit ?? AnswerLimit);
        try
        {
            var response = await ExchangeAsync(request, _authenticator.Known(scope), limited.Token);
            if (response.StatusCode == HttpStatusCode.Unauthorized && AuthChallenge.From(response.Headers.WwwAuthenticate) is { } challenge)
            {
                var answer = await _authenticator.AnswerAsync(challenge, scope, operation, limited.Token);
                if (answer is not null)
                {
                    response.Dispose();
                    response = await ExchangeAsync(request, answer, limited.Token);
                }
            }

            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                var body = await ReadAsync(response, LargestError, operation, limited.Token);
                throw RegistryFault.FromAnswer(Registry, operation, response.StatusCode, body, _authenticator.HasCredentials);
            }
        }
        catch (OperationCanceledException) when (limited.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(
                RegistryErrorKind.Timeout,
                operation,
                $"the registry at {Registry.Authority} did not answer within {(limit ?? AnswerLimit).TotalSeconds:0} s."
            );
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RegistryFault.Unavailable(Registry, operation, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw RegistryFault.Unavailable(Registry, operation, exception);
        }
    }

    /// <summary>As SendAsync, but null for what does not exist.</summary>
    private async Task<HttpResponseMessage?> SendOrNullAsync(
        string operation,
        string scope,
        Func<HttpRequestMessage> request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await SendAsync(operation, scope, request, cancellationToken);
        }
        catch (RegistryException exception) when (exception.Kind == RegistryErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(
        Func<HttpRequestMessage> make,
        AuthenticationHeaderValue? authorization,
        CancellationToken cancellationToken
    )
    {
        using var request = make();
        request.Headers.Authorization = authorization;
        return await _http.SendAsync(request, cancellationToken);
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, int limit, string operation, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await BoundedReader.ReadAsync(body, limit, $"answer of {Registry.Authority}", cancellationToken);
        }
        catch (OciException exception)
        {
            throw new RegistryException(RegistryErrorKind.Protocol, operation, exception.Message, innerException: exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw RegistryFault.Unavailable(Registry, operation, exception);
        }
    }

    private static T Json<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type, string operation)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new RegistryException(
                RegistryErrorKind.Protocol,
                operation,
                $"the registry's JSON can't be read ({exception.Message}).",
                innerException: exception
            );
        }
    }
}
