using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Phederation.AnalyticsRemote.Tests.Support;

/// <summary>Answers as the site's R server does.</summary>
internal sealed class AnalysisServer : IAsyncDisposable
{
    public const string Token = "analyses-token-0123456789";

    private readonly WebApplication _application;

    private AnalysisServer(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.First());

    /// <summary>Each run: the analysis and its parameters.</summary>
    public ConcurrentQueue<string> Runs { get; } = new();

    /// <summary>Status and body of runs.</summary>
    public (int Status, string Body) Answer { get; set; } =
        (200, """{"run":"1","kind":"counts","rows":[{"sex":"F","n":120},{"sex":"M","n":null}]}""");

    /// <summary>Waited for before a run is answered.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public static async Task<AnalysisServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        var server = new AnalysisServer(application);
        application.MapPost("/analyses/{name}/runs", server.RunAsync);
        await application.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Hold?.TrySetResult();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(limit.Token);
        await _application.DisposeAsync();
    }

    private async Task RunAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Runs.Enqueue($"{context.Request.RouteValues["name"]} {await reader.ReadToEndAsync(context.RequestAborted)}");
        if (context.Request.Headers.Authorization != $"Bearer {Token}" || context.Request.ContentLength is null)
        {
            context.Response.StatusCode = 401;
            return;
        }

        if (Hold is { } hold)
        {
            await hold.Task;
        }

        context.Response.StatusCode = Answer.Status;
        context.Response.ContentType = Answer.Status == 200 ? "application/json" : "application/problem+json";
        await context.Response.WriteAsync(Answer.Body);
    }
}
