using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Phederation.AnalyticsRemote.Central;
using Phederation.AnalyticsRemote.Requests;
using Phederation.Postgres;
using Phederation.Services.Hosting.Json;
using Phederation.Services.Hosting.Problems;

namespace Phederation.AnalyticsRemote.Analyses;

/// <summary>Has the site's R server run an approved analysis. It reads only and keeps nothing: to ask it again after a crash changes nothing.</summary>
internal sealed class AnalysisClient : IDisposable
{
    private const string Name = "The R server";
    private const int LargestResult = 1024 * 1024;
    private const string ProblemPrefix = "urn:phederation:problem:";

    private readonly HttpClient _client;
    private readonly RemoteOptions _options;

    private AnalysisClient(HttpClient client, RemoteOptions options) => (_client, _options) = (client, options);

    /// <summary>Prepares it; nothing is connected yet.</summary>
    /// <exception cref="SetupException">The token is missing or malformed.</exception>
    public static async Task<AnalysisClient> CreateAsync(RemoteOptions options, CancellationToken cancellationToken)
    {
        await SecretText.ReadAsync(options.AnalysesTokenFile, cancellationToken);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        return new AnalysisClient(new HttpClient(handler) { BaseAddress = options.Analyses, Timeout = Timeout.InfiniteTimeSpan }, options);
    }

    /// <summary>Runs a request's analysis.</summary>
    /// <exception cref="UnavailableException">The R server can't be asked now.</exception>
    public async Task<AnalysisOutcome> RunAsync(StudyRequest study, CancellationToken cancellationToken)
    {
        string token;
        try
        {
            token = await SecretText.ReadAsync(_options.AnalysesTokenFile, cancellationToken);
        }
        catch (SetupException exception)
        {
            throw new UnavailableException(exception.Message, null, exception);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"analyses/{study.Analysis}/runs");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", study.Id);
        var body = JsonSerializer.SerializeToUtf8Bytes(new AnalysisRun(study.Parameters), RemoteJson.Default.AnalysisRun);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var (status, content) = await BoundedAnswer.SendAsync(
            _client,
            request,
            LargestResult,
            _options.AnalysisLimit,
            Name,
            cancellationToken
        );
        return status switch
        {
            HttpStatusCode.OK => new AnalysisOutcome(Read(content), null),
            HttpStatusCode.Unauthorized => throw new UnavailableException($"{Name} does not take this service's token."),
            _ => new AnalysisOutcome(null, Reason((int)status, content)),
        };
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static JsonElement Read(byte[] content)
    {
        try
        {
            using var document = BoundedJson.Parse(content, new JsonBounds(LargestResult, 16));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new UnavailableException($"{Name} answers something else than a result.");
        }
        catch (ProblemException exception)
        {
            throw new UnavailableException($"{Name} answers something else than a result.", null, exception);
        }
    }

    // Its problems hold nothing of the data, as it promises; only their known parts are handed on.
    private static Refusal Reason(int status, byte[] content)
    {
        try
        {
            using var document = BoundedJson.Parse(content, new JsonBounds(LargestResult, 4));
            var type = Text(document.RootElement, "type");
            var code = type.StartsWith(ProblemPrefix, StringComparison.Ordinal) ? type[ProblemPrefix.Length..] : "";
            return code.Length is > 0 and <= 64 && code.All(c => char.IsAsciiLetterLower(c) || c == '-')
                ? new Refusal(code, Text(document.RootElement, "detail") is { Length: <= 300 } detail ? detail : code)
                : new Refusal("analysis-failed", $"The R server answered {status}.");
        }
        catch (ProblemException)
        {
            return new Refusal("analysis-failed", $"The R server answered {status}.");
        }
    }

    private static string Text(JsonElement problem, string name) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
