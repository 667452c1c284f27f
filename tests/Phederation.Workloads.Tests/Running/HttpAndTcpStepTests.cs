using System.Net;
using System.Net.Sockets;
using System.Text;
using Phederation.Workloads.Running;
using Phederation.Workloads.Steps;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tests.Running;

/// <summary>The two kinds that talk to a port, against a socket of the test: the small image has no server.</summary>
public sealed class HttpAndTcpStepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Http_step_sends_what_is_written_and_answers_status_and_body()
    {
        using var server = new OneAnswer("HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello");
        var step = Http(
            """
            method = "POST"
            path = "/things?a=b"
            headers = { X-Test = "yes", Content-Type = "text/csv" }
            body = "1,2"
            expect = { status = 201, output = ["^hel"] }
            """
        );

        var answer = new AnswerText(new Normaliser([]));
        await HttpStepExecutor.RunAsync(step, "127.0.0.1", server.Port, [], answer, Token);

        Assert.Equal(["status 201 text/plain", "body| hello"], answer.Lines);
        var request = await server.ReceivedAsync();
        Assert.StartsWith("POST /things?a=b HTTP/1.1\r\n", request);
        Assert.Contains("X-Test: yes\r\n", request);
        Assert.Contains("Content-Type: text/csv\r\n", request);
        Assert.EndsWith("\r\n\r\n1,2", request);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "expected status below 400, got 500")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", "nothing in the body matches")]
    [InlineData("nonsense", "the request failed")]
    public async Task Http_step_fails_on_another_answer(string response, string reason)
    {
        using var server = new OneAnswer(response);
        var step = Http("path = \"/\"\nexpect.output = [\"hello\"]");

        var failure = await Assert.ThrowsAsync<StepFailedException>(() =>
            HttpStepExecutor.RunAsync(step, "127.0.0.1", server.Port, [], new AnswerText(new Normaliser([])), Token)
        );

        Assert.Contains(reason, failure.Message);
    }

    [Fact(Timeout = 30_000)]
    public async Task Location_of_an_answer_is_the_path_of_a_later_step()
    {
        var steps = WorkloadText
            .With(
                """
                [[step]]
                id = "begin"
                kind = "http"
                phase = "serving"
                method = "POST"
                path = "/uploads"
                capture-location = "upload"
                [[step]]
                id = "end"
                kind = "http"
                phase = "serving"
                path = "${upload}&digest=1"
                """
            )
            .Steps;
        var locations = new Dictionary<string, string>();
        using var first = new OneAnswer(
            "HTTP/1.1 202 Accepted\r\nLocation: http://elsewhere/uploads/7?state=x\r\nContent-Length: 0\r\n\r\n"
        );
        using var second = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        await RunAsync((HttpStep)steps[1], first);
        await RunAsync((HttpStep)steps[2], second);

        Assert.StartsWith("GET /uploads/7?state=x&digest=1 HTTP/1.1\r\n", await second.ReceivedAsync());

        Task RunAsync(HttpStep step, OneAnswer server) =>
            HttpStepExecutor.RunAsync(step, "127.0.0.1", server.Port, locations, new AnswerText(new Normaliser([])), Token);
    }

    [Fact(Timeout = 30_000)]
    public async Task Http_step_goes_on_with_the_cookie_and_the_text_that_an_earlier_one_was_given()
    {
        var steps = WorkloadText
            .With(
                """
                [[step]]
                id = "sign-in"
                kind = "http"
                phase = "serving"
                path = "/session"
                capture = { session = "cookie:sid", token = "json:token" }
                [[step]]
                id = "change"
                kind = "http"
                phase = "serving"
                method = "POST"
                path = "/change"
                headers = { Cookie = "sid=${session}" }
                body = "token=${token}"
                """
            )
            .Steps;
        var kept = new Dictionary<string, string>();
        using var first = new OneAnswer(
            "HTTP/1.1 200 OK\r\nSet-Cookie: other=1\r\nSet-Cookie: sid=abc; Path=/\r\nContent-Length: 15\r\n\r\n{\"token\":\"t-1\"}"
        );
        using var second = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var empty = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

        await RunAsync((HttpStep)steps[1], first);
        await RunAsync((HttpStep)steps[2], second);

        var sent = await second.ReceivedAsync();
        Assert.Contains("Cookie: sid=abc\r\n", sent, StringComparison.Ordinal);
        Assert.EndsWith("token=t-1", sent, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<StepFailedException>(() => RunAsync((HttpStep)steps[1], empty));
        Assert.Contains("no cookie 'sid'", error.Message, StringComparison.Ordinal);

        Task RunAsync(HttpStep step, OneAnswer server) =>
            HttpStepExecutor.RunAsync(step, "127.0.0.1", server.Port, kept, new AnswerText(new Normaliser([])), Token);
    }

    [Theory]
    [InlineData("path = \"/\"\ncapture = { Up = \"json:a\" }", "'Up' is no name")]
    [InlineData("path = \"/\"\ncapture = { up = \"header:a\" }", "neither cookie:NAME nor json:NAME")]
    [InlineData("path = \"${upload}\"", "no earlier step has capture-location = \"upload\"")]
    [InlineData("path = \"/\"\ncapture-location = \"Up\"", "'Up' is no name")]
    [InlineData("path = \"/\"\npeer = \"nobody\"", "there is no [[peer]] 'nobody'")]
    public void Http_step_that_names_what_is_not_there_is_refused(string text, string reason)
    {
        var error = Assert.Throws<Phederation.Text.TomlException>(() => Http(text));

        Assert.Contains(reason, error.Message);
    }

    [Fact(Timeout = 30_000)]
    public async Task Tcp_step_goes_away_in_the_middle_of_the_answer_but_not_without_one()
    {
        using var server = new OneAnswer("a long answer");
        using var silent = new OneAnswer("");
        var step = Tcp("send = \"hi\"\nreset-when-answered = true");

        var answer = new AnswerText(new Normaliser([]));
        await TcpStepExecutor.RunAsync(step, "127.0.0.1", server.Port, answer, Token);
        Assert.Equal(["reset"], answer.Lines);
        Assert.Equal("hi", await server.ReceivedAsync());

        var failure = await Assert.ThrowsAsync<StepFailedException>(() =>
            TcpStepExecutor.RunAsync(step, "127.0.0.1", silent.Port, answer, Token)
        );
        Assert.Contains("without an answer", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Tcp_step_reads_until_the_service_closes()
    {
        using var server = new OneAnswer("N\0rest");
        var step = Tcp("send = \"\\u0001hi\"\nexpect.output = [\"^N\"]");

        var answer = new AnswerText(new Normaliser([]));
        await TcpStepExecutor.RunAsync(step, "127.0.0.1", server.Port, answer, Token);

        Assert.Equal(["in| N␀rest", "closed"], answer.Lines);
        Assert.Equal("\u0001hi", await server.ReceivedAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task Tcp_step_to_a_closed_port_fails()
    {
        int port;
        using (var server = new OneAnswer(""))
        {
            port = server.Port;
        }

        await Assert.ThrowsAsync<StepFailedException>(() =>
            TcpStepExecutor.RunAsync(Tcp("send = \"x\""), "127.0.0.1", port, new AnswerText(new Normaliser([])), Token)
        );
    }

    private static HttpStep Http(string text) => Read<HttpStep>("http", text);

    private static TcpStep Tcp(string text) => Read<TcpStep>("tcp", text);

    private static T Read<T>(string kind, string text) =>
        Assert.IsType<T>(WorkloadText.With($"[[step]]\nid = \"x\"\nkind = \"{kind}\"\nphase = \"serving\"\n{text}").Steps[1]);

    /// <summary>Takes one connection, reads what comes at once, answers and closes.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task<string> _received;

        public OneAnswer(string answer)
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _received = AnswerAsync(answer);
        }

        public int Port { get; }

        public Task<string> ReceivedAsync() => _received;

        public void Dispose() => _listener.Dispose();

        private async Task<string> AnswerAsync(string answer)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            var received = new StringBuilder();
            var buffer = new byte[4096];
            do
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer)));
                // The body may come in a packet of its own.
                await Task.Delay(100);
            } while (client.Available > 0);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer));
            return received.ToString();
        }
    }
}
