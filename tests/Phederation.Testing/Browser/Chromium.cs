using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phederation.Processes;

namespace Phederation.Testing.Browser;

/// <summary>
/// The distribution's browser without a window, spoken to by its own protocol (chromedevtools.github.io/devtools-protocol): a page as a
/// person would see it and reach it by keyboard. One page, one command at a time.
/// </summary>
public sealed partial class Chromium : IAsyncDisposable
{
    private const int LargestMessage = 32 << 20;

    // The second frame begins when the first one was drawn.
    private const string Drawn = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder;
    private readonly ServerProcess _process;
    private readonly ClientWebSocket _socket = new();
    private string? _session;
    private int _lastId;

    private Chromium(TempFolder folder, ServerProcess process) => (_folder, _process) = (folder, process);

    /// <summary>Starts it; the test is skipped where Chromium is not installed.</summary>
    public static async Task<Chromium> StartAsync(CancellationToken cancellationToken)
    {
        var program = Requires.Program("chromium");
        var folder = new TempFolder();
        var request = new ProcessRequest
        {
            Program = program,
            Arguments =
            [
                "--headless",
                // Tests run as root, for whom Chromium has no sandbox; it sees pages of this project only.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--ignore-certificate-errors",
                "--remote-debugging-port=0",
                $"--user-data-dir={folder["profile"]}",
                "about:blank",
            ],
            Environment = new Dictionary<string, string?> { ["HOME"] = folder.Path },
        };
        var browser = new Chromium(folder, ServerProcess.Start(request, folder["log"]));
        try
        {
            await browser.AttachAsync(cancellationToken);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Loads a page and waits until a person could work with it.</summary>
    public async Task OpenAsync(string address, CancellationToken cancellationToken)
    {
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address }, cancellationToken);
        await ArriveAsync($"location.href === {JsonSerializer.Serialize(address)}", cancellationToken);
    }

    /// <summary>
    /// Waits until a page is there of which an expression of JavaScript is true, loaded and drawn: before it is drawn, keys are lost and
    /// the field that wants the focus hasn't got it.
    /// </summary>
    public async Task ArriveAsync(string condition, CancellationToken cancellationToken)
    {
        while (!await HoldsAsync($"document.readyState === 'complete' && ({condition}) && {Drawn}", cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Shows pages as to a person who prefers "light" or "dark".</summary>
    public Task PreferAsync(string scheme, CancellationToken cancellationToken) =>
        SendAsync(
            "Emulation.setEmulatedMedia",
            new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) },
            cancellationToken
        );

    /// <summary>Gives the page a size, in pixels.</summary>
    public Task ResizeAsync(int width, int height, CancellationToken cancellationToken) =>
        SendAsync(
            "Emulation.setDeviceMetricsOverride",
            new JsonObject
            {
                ["width"] = width,
                ["height"] = height,
                ["deviceScaleFactor"] = 1,
                ["mobile"] = false,
            },
            cancellationToken
        );

    /// <summary>Presses and releases a key such as "Tab" or "Enter".</summary>
    public async Task PressAsync(string key, int code, CancellationToken cancellationToken)
    {
        foreach (var kind in new[] { "keyDown", "keyUp" })
        {
            var press = new JsonObject
            {
                ["type"] = kind,
                ["key"] = key,
                ["code"] = key,
                ["windowsVirtualKeyCode"] = code,
            };
            if (key is "Enter" or " ")
            {
                press["text"] = key == "Enter" ? "\r" : key;
            }

            await SendAsync("Input.dispatchKeyEvent", press, cancellationToken);
        }
    }

    /// <summary>Types a text into what has the focus.</summary>
    public Task TypeAsync(string text, CancellationToken cancellationToken) =>
        SendAsync("Input.insertText", new JsonObject { ["text"] = text }, cancellationToken);

    /// <summary>The value of an expression of JavaScript, as text.</summary>
    public async Task<string> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            "Runtime.evaluate",
            new JsonObject { ["expression"] = $"String({expression})", ["returnByValue"] = true },
            cancellationToken
        );
        return (string?)answer["result"]?["value"] ?? throw new InvalidOperationException($"{expression}: {answer.ToJsonString()}");
    }

    /// <summary>A picture of the page, a PNG.</summary>
    public async Task<byte[]> PictureAsync(CancellationToken cancellationToken) =>
        Convert.FromBase64String((string)(await SendAsync("Page.captureScreenshot", [], cancellationToken))["data"]!);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task AttachAsync(CancellationToken cancellationToken)
    {
        var address = "";
        await _process.WaitUntilReadyAsync(
            _ =>
            {
                address = Listening().Match(_process.LogTail()).Groups["address"].Value;
                return Task.FromResult(address.Length > 0);
            },
            StartLimit,
            cancellationToken
        );
        await _socket.ConnectAsync(new Uri(address), cancellationToken);
        var targets = await SendAsync("Target.getTargets", [], cancellationToken);
        var page = targets["targetInfos"]!.AsArray().First(target => (string)target!["type"]! == "page")!["targetId"]!.DeepClone();
        var attached = await SendAsync(
            "Target.attachToTarget",
            new JsonObject { ["targetId"] = page, ["flatten"] = true },
            cancellationToken
        );
        _session = (string)attached["sessionId"]!;
    }

    // An expression may be a promise. The page may go while it is asked, before the next one is there.
    private async Task<bool> HoldsAsync(string expression, CancellationToken cancellationToken)
    {
        var question = new JsonObject
        {
            ["expression"] = expression,
            ["awaitPromise"] = true,
            ["returnByValue"] = true,
        };
        try
        {
            var answer = await SendAsync("Runtime.evaluate", question, cancellationToken);
            return answer["result"]?["value"] is JsonValue value && value.TryGetValue<bool>(out var holds) && holds;
        }
        catch (InvalidOperationException) when (_socket.State == WebSocketState.Open)
        {
            return false;
        }
    }

    private async Task<JsonObject> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var id = ++_lastId;
        var command = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };
        if (_session is not null)
        {
            command["sessionId"] = _session;
        }

        await _socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes<JsonNode>(command),
            WebSocketMessageType.Text,
            endOfMessage: true,
            cancellationToken
        );
        while (true)
        {
            // Events come between; nobody waits for one.
            var message = JsonNode.Parse(await ReceiveAsync(cancellationToken))!.AsObject();
            if ((int?)message["id"] == id)
            {
                return message["error"] is { } error
                    ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}")
                    : message["result"]!.AsObject();
            }
        }
    }

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var got = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            text.Write(buffer, 0, got.Count);
            if (text.Length > LargestMessage || got.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException($"Chromium went away: {_process.LogTail()}");
            }

            if (got.EndOfMessage)
            {
                return text.ToArray();
            }
        }
    }

    [GeneratedRegex(@"DevTools listening on (?<address>ws://\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
