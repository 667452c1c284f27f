using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Phederation.Images.Tests.Services;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.RServer;

/// <summary>The server of approved analyses, asked over its own port.</summary>
internal sealed class AnalysisServer(EngineScope scope, ServiceContainer container) : IAsyncDisposable
{
    public const string Token = "a-token-of-some-length-0123";
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public static IReadOnlyDictionary<string, string> Secrets { get; } =
        new Dictionary<string, string> { ["analytics_token"] = Token, ["phederation_password"] = "correct-horse-battery" };

    public ServiceContainer Container => container;

    public static async Task<AnalysisServer> RunAsync(
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var scope = await EngineScope.OpenAsync(cancellationToken);
        try
        {
            var container = await ServiceContainer.CreateAsync(
                scope,
                "distributed-analytics-r-server",
                Secrets,
                cancellationToken,
                environment: environment
            );
            await container.StartAsync(cancellationToken);
            return new AnalysisServer(scope, container);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs R in the container, as an account that may write there.</summary>
    public async Task<string> WriteAsync(string script, string user, CancellationToken cancellationToken)
    {
        const string open =
            "for (e in parse('/usr/lib/phederation/analytics/no-programs.R', keep.source = FALSE)) eval(e); library(utils); library(stats)\n";
        var result = await container.ExecAsync(
            ["/usr/lib/R/bin/exec/R", "--vanilla", "--no-echo"],
            cancellationToken,
            open + script + "\n",
            user
        );
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim();
    }

    public async Task<(int Status, JsonElement Body)> PostAsync(
        string analysis,
        string body,
        CancellationToken cancellationToken,
        string? token = Token,
        string type = "application/json"
    )
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, await AddressAsync($"/analyses/{analysis}/runs", cancellationToken))
        {
            Content = content,
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return ((int)response.StatusCode, json.RootElement.Clone());
    }

    /// <summary>The kind of the problem that a request is answered with.</summary>
    public async Task<string> ProblemAsync(string analysis, string body, int status, CancellationToken cancellationToken)
    {
        var (actual, answer) = await PostAsync(analysis, body, cancellationToken);
        Assert.True(status == actual, $"{actual}: {answer}");
        return answer.GetProperty("type").GetString()!.Split(':')[^1];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await scope.DisposeAsync();
    }

    private async Task<Uri> AddressAsync(string path, CancellationToken cancellationToken) =>
        new($"http://{await container.AddressAsync(cancellationToken)}:8004{path}");
}
