using System.Net;
using System.Security.Authentication;

namespace Phederation.AnalyticsRemote.Central;

/// <summary>Asks a server and reads what it answers up to a size.</summary>
internal static class BoundedAnswer
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <summary>Sends a request; status and content.</summary>
    /// <param name="client">Who sends.</param>
    /// <param name="request">What.</param>
    /// <param name="most">The largest content, in bytes.</param>
    /// <param name="limit">How long it may take in all.</param>
    /// <param name="name">What the server is called in messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UnavailableException">It can't be asked, is too slow, says too much, or says that it is busy.</exception>
    public static async Task<(HttpStatusCode Status, byte[] Content)> SendAsync(
        HttpClient client,
        HttpRequestMessage request,
        int most,
        TimeSpan limit,
        string name,
        CancellationToken cancellationToken
    )
    {
        using var late = new CancellationTokenSource(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway)
            {
                var wait = response.Headers.RetryAfter?.Delta;
                throw new UnavailableException(
                    $"{name} is busy ({(int)response.StatusCode}).",
                    wait > LongestRetryAfter ? LongestRetryAfter : wait
                );
            }

            return (response.StatusCode, await ReadAsync(response, most, name, either.Token));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnavailableException($"{name} did not answer in time.", null, exception);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AuthenticationException)
        {
            throw new UnavailableException($"{name} shows a certificate that is not trusted.", null, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new UnavailableException($"{name} can't be reached.", null, exception);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, string name, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await stream.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            if (content.Length + count > most)
            {
                throw new UnavailableException($"{name} answers more than {most} bytes.");
            }

            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }
}
