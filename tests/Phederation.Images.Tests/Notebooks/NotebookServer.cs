using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Phederation.Images.Tests.Services;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Notebooks;

/// <summary>The notebook service, asked as a browser and a program ask it.</summary>
internal sealed class NotebookServer(EngineScope scope, ServiceContainer container) : IAsyncDisposable
{
    public const string Password = "notebook-password-0123";
    public const string DatabasePassword = "correct-horse-battery";
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public ServiceContainer Container => container;

    public static async Task<NotebookServer> CreateAsync(EngineScope scope, string? network, CancellationToken cancellationToken)
    {
        var secrets = new Dictionary<string, string> { ["notebook_password"] = Password, ["phederation_password"] = DatabasePassword };
        return new NotebookServer(scope, await ServiceContainer.CreateAsync(scope, "zeppelin", secrets, cancellationToken, network));
    }

    public async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpMethod method,
        string path,
        CancellationToken cancellationToken,
        string? body = null,
        string? token = Password,
        string host = "localhost"
    )
    {
        using var request = new HttpRequestMessage(method, $"http://{await container.AddressAsync(cancellationToken)}:8080{path}");
        request.Headers.Host = host;
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "token " + token);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Starts a kernel, runs code in it over the websocket and gives all that it printed or failed with.</summary>
    public async Task<string> ExecuteAsync(string kernel, string code, CancellationToken cancellationToken)
    {
        var (status, started) = await SendAsync(HttpMethod.Post, "/api/kernels", cancellationToken, $$"""{"name":"{{kernel}}"}""");
        Assert.True(status == HttpStatusCode.Created, started);
        using var description = JsonDocument.Parse(started);
        var id = description.RootElement.GetProperty("id").GetString();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", "localhost");
        socket.Options.SetRequestHeader("Authorization", "token " + Password);
        await socket.ConnectAsync(
            new Uri($"ws://{await container.AddressAsync(cancellationToken)}:8080/api/kernels/{id}/channels"),
            cancellationToken
        );
        var request = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                header = new
                {
                    msg_id = "one",
                    msg_type = "execute_request",
                    username = "",
                    session = "test",
                    date = "",
                    version = "5.3",
                },
                parent_header = new { },
                metadata = new { },
                content = new
                {
                    code,
                    silent = false,
                    store_history = false,
                    allow_stdin = false,
                },
                channel = "shell",
            }
        );
        await socket.SendAsync(request, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        var output = new StringBuilder();
        while (await ReceiveAsync(socket, cancellationToken) is { } message)
        {
            var content = message.GetProperty("content");
            switch (message.GetProperty("header").GetProperty("msg_type").GetString())
            {
                case "stream":
                    output.Append(content.GetProperty("text").GetString());
                    break;
                case "error":
                    output.Append(content.GetProperty("ename").GetString()).Append(": ").Append(content.GetProperty("evalue").GetString());
                    break;
                case "execute_result" or "display_data":
                    output.Append(content.GetProperty("data"));
                    break;
                // The reply comes by another channel and may overtake the output: the end is that the kernel has nothing more to do for it.
                case "status" when IsDone(message, content):
                    await SendAsync(HttpMethod.Delete, $"/api/kernels/{id}", cancellationToken);
                    return output.ToString();
                default:
                    break;
            }
        }

        throw new InvalidOperationException($"the kernel closed the connection after: {output}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await scope.DisposeAsync();
    }

    private static bool IsDone(JsonElement message, JsonElement content) =>
        content.GetProperty("execution_state").GetString() == "idle"
        && message.GetProperty("parent_header").TryGetProperty("msg_id", out var id)
        && id.GetString() == "one";

    private static async Task<JsonElement?> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                using var json = JsonDocument.Parse(message.ToArray());
                return json.RootElement.Clone();
            }
        }
    }
}
