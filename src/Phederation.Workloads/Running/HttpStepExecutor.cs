using System.Text;
using System.Text.Json;
using Phederation.Workloads.Reading;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Running;

/// <summary>Sends the request of one HTTP step on a connection of its own.</summary>
internal static class HttpStepExecutor
{
    private const int BodyLimit = 16 * 1024 * 1024;

    public static async Task RunAsync(
        HttpStep step,
        string host,
        int port,
        Dictionary<string, string> locations,
        AnswerText answer,
        CancellationToken cancellationToken
    )
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
        };
        if (step.IsTls)
        {
            // The run's certificates are made for it alone: nobody vouches for them.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }

        using var client = new HttpClient(handler) { MaxResponseContentBufferSize = BodyLimit, Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(
            new HttpMethod(step.Method),
            $"{(step.IsTls ? "https" : "http")}://{host}:{step.Port ?? port}{Captures.Fill(step.Path, locations)}"
        );
        if (step.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Captures.Fill(body, locations)));
        }

        foreach (var header in step.Headers)
        {
            var value = Captures.Fill(header.Value, locations);
            if (!request.Headers.TryAddWithoutValidation(header.Key, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, value);
            }
        }

        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            answer.Add($"status {(int)response.StatusCode} {response.Content.Headers.ContentType}".TrimEnd());
            answer.AddText("body", text, step.Answer);
            Check(step, (int)response.StatusCode, text);
            Keep(step, response, text, locations);
        }
        catch (HttpRequestException exception)
        {
            throw new StepFailedException($"the request failed: {exception.Message}", null, exception);
        }
    }

    private static void Keep(HttpStep step, HttpResponseMessage response, string body, Dictionary<string, string> locations)
    {
        if (step.CaptureLocation is { } name)
        {
            var location = response.Headers.Location ?? throw new StepFailedException("the answer has no Location");
            locations[name] = location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString;
        }

        foreach (var (captured, source) in step.Captures)
        {
            var (kind, wanted) = (
                source[..source.IndexOf(':', StringComparison.Ordinal)],
                source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..]
            );
            locations[captured] =
                (kind == "cookie" ? Cookie(response, wanted) : Member(body, wanted))
                ?? throw new StepFailedException($"the answer has no {kind} '{wanted}'");
        }
    }

    private static string? Cookie(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies
                .Where(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal))
                .Select(cookie => cookie[(name.Length + 1)..].Split(';')[0])
                .FirstOrDefault()
            : null;

    /// <summary>A member of an answer's object, as text; null where it has none.</summary>
    /// <exception cref="StepFailedException">The answer is no JSON, or the member no text.</exception>
    internal static string? Member(string body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } content && content.TryGetProperty(name, out var value)
                ? value.ToString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter for a member that is half of a surrogate pair: no text.
            throw new StepFailedException("the answer is no JSON", null, exception);
        }
    }

    private static void Check(HttpStep step, int status, string text)
    {
        var wanted = step.Head.Expect.Status;
        if (wanted is null ? status >= 400 : status != wanted)
        {
            throw new StepFailedException($"expected status {wanted?.ToString() ?? "below 400"}, got {status}");
        }

        Expectations.Check(step.Head.Expect.Output, text, "the body");
    }
}
