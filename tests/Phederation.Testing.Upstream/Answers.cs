using System.Globalization;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Phederation.Testing.Upstream;

/// <summary>What is answered, by the end of the path.</summary>
internal static class Answers
{
    private const int Block = 16 * 1024;
    private static readonly string? Part = Environment.GetEnvironmentVariable("PART");

    public static RequestDelegate For(string path) =>
        path.Split('/')[^1] switch
        {
            "socket" => EchoMessagesAsync,
            "bytes" => SendBytesAsync,
            "slow" => WaitAsync,
            "away" => RedirectAsync,
            _ => TellAsync,
        };

    /// <summary>Who answers, the request as it arrived, one header a line, and how many bytes followed.</summary>
    private static async Task TellAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var body = 0L;
        var buffer = new byte[Block];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0; )
        {
            body += read;
        }

        context.Response.ContentType = "text/plain";
        context.Response.Headers.Append("X-Powered-By", "upstream");
        context.Response.Headers.Append("Server", "upstream/1.2.3");
        context.Response.Headers.Append("X-Content-Type-Options", "upstream");
        context.Response.Headers.Append("Set-Cookie", "session=1; Path=/");
        var headers = context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n");
        await context.Response.WriteAsync($"{context.Request.Method} {target}\npart {Part}\n{string.Concat(headers)}body {body}\n");
    }

    private static async Task EchoMessagesAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[Block];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } got)
        {
            await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", context.RequestAborted);
    }

    private static async Task SendBytesAsync(HttpContext context)
    {
        var left = long.Parse(context.Request.Query["count"].ToString(), CultureInfo.InvariantCulture);
        context.Response.ContentLength = left;
        for (var block = new byte[Block]; left > 0; left -= Block)
        {
            await context.Response.Body.WriteAsync(block.AsMemory(0, (int)Math.Min(Block, left)), context.RequestAborted);
        }
    }

    private static async Task WaitAsync(HttpContext context)
    {
        var seconds = double.Parse(context.Request.Query["seconds"].ToString(), CultureInfo.InvariantCulture);
        await Task.Delay(TimeSpan.FromSeconds(seconds), context.RequestAborted);
        await context.Response.WriteAsync("at last\n");
    }

    /// <summary>As a program answers that believes to be reached without TLS.</summary>
    private static Task RedirectAsync(HttpContext context)
    {
        context.Response.Redirect($"http://{context.Request.Host}/zeppelin/login");
        return Task.CompletedTask;
    }
}
