using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Reports;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Tests.Journals;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Reports;

/// <summary>The scripts, run by a real shell and a real curl.</summary>
public sealed class CurlScriptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Script_sends_every_byte_again_and_takes_ids_from_the_answers()
    {
        var sh = Requires.Program("sh");
        Requires.Program("curl");
        await using var service = new Recorder();
        byte[] strange = [0, 1, 0x27, 0x22, 0x5c, 0x24, 0x60, 0xff, 0x0a, .. "{{.0.id}}"u8];
        var scenario = Scenario(
            Step(
                "create",
                "POST",
                "/things",
                "{\"name\":\"it's $HOME `id` \\\"x\\\"\"}"u8.ToArray(),
                ("id", "json:id"),
                ("etag", "header:ETag"),
                ("place", "location:id")
            ),
            Step("read", "GET", "/things/{{.0.id}}?a=%27&b=$(id)'\"{{.0.place}}", null) with
            {
                Request = new FuzzRequest
                {
                    Method = "GET",
                    Path = "/things/{{.0.id}}?a=%27&b=$(id)'{{.0.place}}",
                    Headers = [KeyValuePair.Create("If-Match", "{{.0.etag}}"), KeyValuePair.Create("X-Odd", "a'b\"c")],
                },
            },
            Step("update", "PUT", "/things/{{.0.id}}", strange),
            Step("odd", "BREW", "//%2e%2e/x", null)
        );

        var script = CurlScript.Write(new ScenarioSequence([scenario]), Bucket());
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["repeat.sh"], script, Token);
        var request = new ProcessRequest
        {
            Program = sh,
            Arguments = [folder["repeat.sh"]],
            Environment = new Dictionary<string, string?> { ["BASE"] = service.Address },
            TimeLimit = TimeSpan.FromSeconds(30),
        };
        var result = (await new ProcessRunner().RunAsync(request, Token)).EnsureSuccess(request);

        Assert.Equal("", result.Error);
        var asked = service.Asked.ToArray();
        Assert.Equal(["POST", "GET", "PUT", "BREW"], asked.Select(one => one.Method));
        Assert.Equal(
            ["/base/things", "/base/things/a-7?a=%27&b=$(id)'9", "/base/things/a-7", "/base//%2e%2e/x"],
            asked.Select(one => one.Path)
        );
        Assert.Equal("{\"name\":\"it's $HOME `id` \\\"x\\\"\"}", Encoding.UTF8.GetString(asked[0].Body));
        Assert.Equal(("W/\"3\"", "a'b\"c"), (asked[1].Match, asked[1].Odd));
        Assert.Equal([.. strange[..9], .. "a-7"u8], asked[2].Body);
        Assert.Contains("201", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_are_asked_for_and_an_event_has_no_script()
    {
        var own = Step("read", "GET", "/x", null);
        own = own with { Request = own.Request with { Actor = "jane" } };
        Assert.Contains(
            "--header \"@${AUTH_jane}\"",
            CurlScript.Write(new ScenarioSequence([Scenario(own)]), Bucket()),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "",
            CurlScript.Write(new ScenarioSequence([Scenario(new EventStep { Operation = "kill", Event = TargetEvent.Kill })]), Bucket())
        );
    }

    private static Scenario Scenario(params ScenarioStep[] steps) =>
        new()
        {
            Number = 12,
            Kind = "single",
            Steps = steps,
        };

    private static RequestStep Step(
        string operation,
        string method,
        string path,
        byte[]? body,
        params (string Name, string Form)[] captures
    ) =>
        new()
        {
            Operation = operation,
            Intent = RequestIntent.Open,
            Captures = captures.ToDictionary(capture => capture.Name, capture => capture.Form),
            Request = new FuzzRequest
            {
                Method = method,
                Path = path,
                ContentType = body is null ? null : "application/json",
                Body = body,
            },
        };

    private static BucketSummary Bucket()
    {
        var tally = new CampaignTally();
        return Assert.Single(tally.Add(JournalSamples.Run(0)));
    }

    /// <summary>Writes down what it is asked, byte by byte: a server that mends addresses would hide what is tested.</summary>
    private sealed class Recorder : IAsyncDisposable
    {
        private readonly System.Net.Sockets.TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serving;

        public Recorder()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Address => $"http://{_listener.LocalEndpoint}/base";

        public ConcurrentQueue<(string Method, string Path, string? Match, string? Odd, byte[] Body)> Asked { get; } = [];

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _serving;
            _stop.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    await AnswerAsync(client.GetStream());
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or System.Net.Sockets.SocketException)
            {
                // It is over.
            }
        }

        private async Task AnswerAsync(Stream stream)
        {
            var head = new List<byte>();
            var one = new byte[1];
            while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
            {
                await stream.ReadExactlyAsync(one, _stop.Token);
                head.Add(one[0]);
            }

            var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n");
            string? Header(string name) =>
                lines.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
            var body = new byte[int.Parse(Header("Content-Length") ?? "0")];
            await stream.ReadExactlyAsync(body, _stop.Token);
            var start = lines[0].Split(' ');
            Asked.Enqueue((start[0], start[1], Header("If-Match"), Header("X-Odd"), body));
            const string answer = "{\"id\": \"a-7\", \"more\": 1}";
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 201 Created\r\nETag: W/\"3\"\r\nLocation: /base/things/9/_history/1\r\nContent-Length: {answer.Length}\r\nConnection: close\r\n\r\n{answer}"
                ),
                _stop.Token
            );
        }
    }
}
