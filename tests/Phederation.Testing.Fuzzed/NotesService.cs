using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Phederation.Testing.Fuzzed;

/// <summary>
/// Keeps notes. Its faults: a search for <c>boom</c> is answered with 500, every second request of <c>/flaky</c> too, and <c>/exit</c> ends the process.
/// Where it differs from request to request it does so by counting: the same requests are answered the same.
/// </summary>
public sealed class NotesService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, (string Owner, string Text)> _notes = new();
    private readonly WebApplication _app;
    private int _next;
    private int _flaky;

    private NotesService(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Where its notes are: the base of a campaign.</summary>
    public Uri Base => new(Address, "/base");

    /// <summary>How many requests it had.</summary>
    public int Requests => _requests;

    private int _requests;

    /// <summary>The paths that were asked for, as they came, with the header Authorization.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>Done when it has ended.</summary>
    public Task Ended => _app.WaitForShutdownAsync();

    /// <summary>Starts it; 0 takes any free port.</summary>
    public static async Task<NotesService> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        builder.Services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        var service = new NotesService(app);
        app.Run(service.AnswerAsync);
        await app.StartAsync();
        return service;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        var owner = context.Request.Headers.Authorization.ToString();
        var path = context.Request.Path.Value!;
        if (Seen.Count < 10_000)
        {
            Seen.Enqueue($"{context.Request.Method} {path}{context.Request.QueryString} {owner}");
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        await (
            (context.Request.Method, parts) switch
            {
                ("POST", ["base", "notes"]) => CreateAsync(context, owner, body),
                ("GET", ["base", "notes"]) => SearchAsync(context, owner),
                (_, ["base", "notes", var id]) => AnswerAsync(context, owner, id, body),
                ("GET", ["base", "flaky"]) => Interlocked.Increment(ref _flaky) % 2 == 1
                    ? WriteAsync(context, 500, "{\"error\":\"the lamp flickers\"}")
                    : WriteAsync(context, 200, "{}"),
                ("POST", ["base", "login"]) => LoginAsync(context, body),
                ("POST", ["base", "exit"]) => ExitAsync(),
                _ => WriteAsync(context, 404, "{\"error\":\"no such place\"}"),
            }
        );
    }

    private async Task CreateAsync(HttpContext context, string owner, string body)
    {
        if (TextOf(body) is not { } text)
        {
            await WriteAsync(context, 400, "{\"error\":\"a note is an object with a text\"}");
            return;
        }

        var id = Interlocked.Increment(ref _next);
        _notes[id] = (owner, text);
        context.Response.Headers.Location = $"/base/notes/{id}";
        await WriteAsync(context, 201, JsonSerializer.Serialize(new { id, text }));
    }

    private Task SearchAsync(HttpContext context, string owner)
    {
        var text = context.Request.Query["text"].ToString();
        return text == "boom"
            ? WriteAsync(context, 500, $"{{\"error\":\"no index for 'boom' at {_requests}\"}}")
            : WriteAsync(
                context,
                200,
                JsonSerializer.Serialize(
                    _notes.Where(note => note.Value.Owner == owner && note.Value.Text == text).Select(note => note.Key)
                )
            );
    }

    private Task AnswerAsync(HttpContext context, string owner, string id, string body)
    {
        if (!int.TryParse(id, out var number))
        {
            return WriteAsync(context, 400, $"{{\"error\":\"'{number}' is no id\"}}");
        }

        if (!_notes.TryGetValue(number, out var note))
        {
            return WriteAsync(context, number <= _next && number > 0 ? 410 : 404, $"{{\"error\":\"there is no note {number}\"}}");
        }

        if (note.Owner != owner)
        {
            return WriteAsync(context, 403, "{\"error\":\"not yours\"}");
        }

        switch (context.Request.Method)
        {
            case "GET":
                return WriteAsync(context, 200, JsonSerializer.Serialize(new { id = number, text = note.Text }));
            case "PUT" when TextOf(body) is { } text:
                _notes[number] = (owner, text);
                return WriteAsync(context, 200, JsonSerializer.Serialize(new { id = number, text }));
            case "PUT":
                return WriteAsync(context, 400, "{\"error\":\"a note is an object with a text\"}");
            case "DELETE":
                _notes.TryRemove(number, out _);
                return WriteAsync(context, 204, "");
            default:
                return WriteAsync(context, 405, "{\"error\":\"no such method\"}");
        }
    }

    private static Task LoginAsync(HttpContext context, string body)
    {
        if (!body.Contains("password=open%20sesame", StringComparison.Ordinal))
        {
            return WriteAsync(context, 401, "{\"error\":\"who?\"}");
        }

        context.Response.Headers["Bearer"] = "token-of-the-day";
        return WriteAsync(context, 200, "{}");
    }

    private Task ExitAsync()
    {
        _ = _app.StopAsync();
        return Task.CompletedTask;
    }

    private static string? TextOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("text", out var text)
                ? text.GetString()
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        if (body.Length == 0)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(body);
        return context.Response.WriteAsync(body);
    }
}
