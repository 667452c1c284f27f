using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Testing;

namespace Phederation.Containers.Tests.Engine;

public sealed class EngineFaultTests
{
    // As the engine reports it while it unpacks a layer.
    private const string FullDisk =
        """{"errorDetail":{"message":"write /var/lib/docker/tmp/x/layer.tar: no space left on device"},"error":"write: no space left on device"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Full_disk_inside_a_successful_answer_is_told_as_such()
    {
        await using var fake = FakeEngine.Answering("200 OK", """{"stream":"Loading layer"}""" + "\r\n" + FullDisk + "\r\n");
        using var engine = fake.Connect();
        foreach (
            var call in new Func<Task>[]
            {
                () => engine.Images.LoadAsync(new MemoryStream([1, 2, 3]), Token),
                () => engine.Images.PushAsync("name:tag", cancellationToken: Token),
                () => engine.Images.PullAsync("name:tag", cancellationToken: Token),
                () => engine.Images.BuildAsync(new EngineBuildRequest { WriteContext = (_, _) => Task.CompletedTask }, null, Token),
            }
        )
        {
            var fault = await Assert.ThrowsAsync<EngineException>(call);
            Assert.Equal(EngineErrorKind.NoSpace, fault.Kind);
            Assert.Contains("disk is full", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Answer_to_an_upload_that_is_refused_early_is_not_lost()
    {
        await using var fake = FakeEngine.Answering(
            async (_, stream, token) =>
            {
                // Reads little of the upload, answers, and hangs up while the client still sends.
                await stream.ReadExactlyAsync(new byte[100_000], token);
                var body = """{"message":"write /var/lib/docker/tmp/x: no space left on device"}""";
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes(
                        $"HTTP/1.1 500 Internal Server Error\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"
                    ),
                    token
                );
            }
        );
        using var engine = fake.Connect();
        var fault = await Assert.ThrowsAsync<EngineException>(() =>
            engine.Images.LoadAsync(
                async (target, token) =>
                {
                    for (var i = 0; i < 500; i++)
                    {
                        await target.WriteAsync(new byte[100_000], token);
                    }
                },
                Token
            )
        );
        Assert.Equal((EngineErrorKind.NoSpace, HttpStatusCode.InternalServerError), (fault.Kind, fault.Status));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("200 OK\r\nContent-Length: 5000", "{\"half\":")]
    [InlineData("200 OK\r\nTransfer-Encoding: chunked", "10\r\n{\"half\":")]
    public async Task Engine_that_dies_in_the_middle_of_an_answer_is_unavailable(string head, string body)
    {
        await using var fake = FakeEngine.Answering(head, body);
        using var engine = fake.Connect();
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.System.InfoAsync(Token));
        Assert.Equal(EngineErrorKind.Unavailable, fault.Kind);
        Assert.StartsWith("ask about the engine: ", fault.Message, StringComparison.Ordinal);
        var stream = await Assert.ThrowsAsync<EngineException>(async () =>
        {
            await foreach (var _ in engine.System.EventsAsync(cancellationToken: Token)) { }
        });
        Assert.Contains(stream.Kind, new[] { EngineErrorKind.Unavailable, EngineErrorKind.Protocol });
    }

    [Theory(Timeout = 60_000)]
    [InlineData("not json at all")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"Id\":")]
    [InlineData("deep")]
    [InlineData("endless")]
    public async Task Nonsense_is_an_error_of_this_client_and_nothing_else(string body)
    {
        var text = body switch
        {
            "deep" => string.Concat(Enumerable.Repeat("{\"Config\":", 100_000)),
            "endless" => "{\"Id\":\"" + new string('x', 70 << 20),
            _ => body,
        };
        await using var fake = FakeEngine.Answering("200 OK", text);
        using var engine = fake.Connect();
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.Containers.InspectAsync("x", Token));
        Assert.Equal(EngineErrorKind.Protocol, fault.Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Line_without_an_end_is_cut_off()
    {
        await using var fake = FakeEngine.Answering("200 OK", "{\"stream\":\"" + new string('x', 9 << 20));
        using var engine = fake.Connect();
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.Images.LoadAsync(new MemoryStream(), Token));
        Assert.Equal(EngineErrorKind.Protocol, fault.Kind);
        Assert.Contains("line", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Error_page_of_a_proxy_is_shown_in_short()
    {
        await using var fake = FakeEngine.Answering("502 Bad Gateway", "<html>" + new string('x', 10_000));
        using var engine = fake.Connect();
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.System.InfoAsync(Token));
        Assert.Equal(HttpStatusCode.BadGateway, fault.Status);
        Assert.InRange(fault.Message.Length, 100, 3000);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0009abc", "ended within a frame")]
    [InlineData("\u0001\u0000\u0000", "ended within a frame")]
    [InlineData("\u0007\u0000\u0000\u0000\u0000\u0000\u0000\u0003abc", "malformed frame")]
    [InlineData("plain text", "malformed frame")]
    [InlineData("\u0003\u0000\u0000\u0000\u0000\u0000\u0000\u0006broken", "broken")]
    public async Task Broken_frames_are_errors(string frames, string message)
    {
        const string details = """{"Id":"x","State":{},"Config":{},"HostConfig":{}}""";
        await using var fake = FakeEngine.Answering(
            (head, stream, token) =>
            {
                var body = head.Contains("/logs", StringComparison.Ordinal) ? frames : details;
                return stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}"), token).AsTask();
            }
        );
        using var engine = fake.Connect();
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.Containers.LogTextAsync("x", cancellationToken: Token));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Engine_that_does_not_answer_is_a_timeout()
    {
        var clock = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var fake = FakeEngine.Answering(
            async (_, _, token) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            }
        );
        using var engine = fake.Connect(clock);
        var call = engine.System.InfoAsync(Token);
        await asked.Task;
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(EngineErrorKind.Timeout, (await Assert.ThrowsAsync<EngineException>(() => call)).Kind);
    }

    [Fact(Timeout = 30_000)]
    public async Task Cancellation_of_the_caller_is_no_engine_error()
    {
        using var cancellation = new CancellationTokenSource();
        await using var fake = FakeEngine.Answering(
            async (_, _, token) =>
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }
        );
        using var engine = fake.Connect();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            engine.Containers.WaitAsync("x", cancellationToken: cancellation.Token)
        );
    }

    [Fact(Timeout = 30_000)]
    public async Task Absent_engine_says_how_to_get_one()
    {
        using var folder = new TempFolder();
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Bound, but nobody listens any more: what a crashed engine leaves.
            socket.Bind(new UnixDomainSocketEndPoint(folder["dead"]));
            foreach (var name in new[] { "absent", "dead" })
            {
                using var engine = EngineClient.Connect(EngineEndpoint.Parse($"unix://{folder[name]}"));
                var fault = await Assert.ThrowsAsync<EngineException>(() => engine.System.PingAsync(Token));
                Assert.Equal(EngineErrorKind.Unavailable, fault.Kind);
                Assert.Contains($"unix://{folder[name]}", fault.Message, StringComparison.Ordinal);
                Assert.Contains("Provision", fault.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Socket_without_permission_names_the_group()
    {
        var fault = EngineErrors.FromConnect(EngineEndpoint.Default, "connect", new SocketException((int)SocketError.AccessDenied));
        Assert.Equal(EngineErrorKind.PermissionDenied, fault.Kind);
        Assert.Contains("group docker", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, EngineErrorKind.Refused)]
    [InlineData(403, EngineErrorKind.Refused)]
    [InlineData(404, EngineErrorKind.NotFound)]
    [InlineData(409, EngineErrorKind.Conflict)]
    [InlineData(500, EngineErrorKind.Other)]
    public void Status_gives_the_kind(int status, EngineErrorKind kind)
    {
        var fault = EngineErrors.FromAnswer("start container x", (HttpStatusCode)status, "because");
        Assert.Equal((kind, "start container x: because"), (fault.Kind, fault.Message));
    }

    [Fact(Timeout = 30_000)]
    public async Task Missing_object_is_null_and_a_missing_image_at_creation_is_not_found()
    {
        await using var fake = FakeEngine.Answering("404 Not Found\r\nContent-Length: 30", """{"message":"No such image: x"}""");
        using var engine = fake.Connect();
        Assert.Null(await engine.Images.InspectAsync("x", Token));
        var fault = await Assert.ThrowsAsync<EngineException>(() =>
            engine.Containers.CreateAsync(new CreateContainerRequest { Image = "x" }, Token)
        );
        Assert.Equal((EngineErrorKind.NotFound, "No such image: x"), (fault.Kind, fault.EngineMessage));
    }
}
