using System.Net.Sockets;
using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Targets;

namespace Phederation.Fuzzing.Tests.Sending;

public sealed class SendingTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Ok, 200, "ok", null)]
    [InlineData("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", 200, "ok", null)]
    [InlineData("HTTP/1.0 404 Not Found\r\n\r\nuntil the end", 404, "until the end", null)]
    [InlineData(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n",
        201,
        "",
        null
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
        200,
        "abc0123456789",
        null
    )]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok", 0, "ok", TransportFault.Closed)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", 0, "abc", TransportFault.Closed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-", 0, "", TransportFault.Closed)]
    [InlineData("", 0, "", TransportFault.Closed)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", 0, "", TransportFault.NotHttp)]
    [InlineData("HTTP/2 200 OK\r\n\r\n", 0, "", TransportFault.NotHttp)]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n", 0, "", TransportFault.NotHttp)]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", 0, "", TransportFault.NotHttp)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok", 0, "", TransportFault.NotHttp)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok", 0, "", TransportFault.NotHttp)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 0, "", TransportFault.NotHttp)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n", 0, "abc", TransportFault.NotHttp)]
    public async Task Answer_is_read_as_it_is_and_what_is_none_has_its_fault(string bytes, int status, string body, TransportFault? fault)
    {
        await using var server = new RawServer(
            async (_, stream, token) =>
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), token);
                stream.Socket.Shutdown(SocketShutdown.Send);
            }
        );

        var answer = await SendAsync(server.Address, Get("/"));

        Assert.Equal((status, body, fault), (answer.Status, Encoding.Latin1.GetString(answer.Body.Span), answer.Fault));
    }

    [Fact]
    public async Task Answer_is_the_same_wherever_it_is_torn()
    {
        const string bytes = "HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n";
        var at = 0;
        await using var server = new RawServer(
            async (_, stream, token) =>
            {
                stream.Socket.NoDelay = true;
                await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes[..at]), token);
                await Task.Delay(1, token);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes[at..]), token);
            }
        );
        await using var runner = await RunnerAsync(server.Address);

        for (at = 1; at < bytes.Length; at++)
        {
            var answer = await SendAsync(runner, Get("/"));
            Assert.Equal((200, "abc0123456789abcdef"), (answer.Status, Encoding.Latin1.GetString(answer.Body.Span)));
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Request_goes_out_byte_for_byte()
    {
        await using var server = new RawServer(Ok);
        var request = new FuzzRequest
        {
            Method = "PrOpFiNd",
            Path = "/a/../b//%zz?x=ä|\\ y#z",
            Headers = [KeyValuePair.Create("X-Odd", " two  spaces\t"), KeyValuePair.Create("host", "elsewhere")],
            ContentType = "text/x",
            Body = new byte[] { 1, 2, 0xff },
        };

        await SendAsync(new Uri(server.Address, "/base/"), request);

        Assert.Equal(
            "PrOpFiNd /base/a/../b//%zz?x=Ã¤|\\ y#z HTTP/1.1\r\nX-Odd:  two  spaces\t\r\nhost: elsewhere\r\nContent-Type: text/x\r\nContent-Length: 3\r\n\r\n\u0001\u0002ÿ",
            Assert.Single(server.Requests)
        );
    }

    [Fact]
    public async Task Connection_is_used_again_but_not_after_what_two_sides_may_read_differently()
    {
        await using var server = new RawServer(Ok);
        await using var runner = await RunnerAsync(server.Address);

        await SendAsync(runner, Get("/1"));
        await SendAsync(runner, Get("/2"));
        Assert.Equal(1, server.Connections);

        await SendAsync(runner, Get("/3") with { Headers = [KeyValuePair.Create("Transfer-Encoding", "chunked")] });
        await SendAsync(runner, Get("/4\r\nX: y"));
        await SendAsync(runner, Get("/5"));
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task Connection_that_was_closed_meanwhile_is_made_anew_and_one_that_closes_on_a_request_is_a_fault()
    {
        await using var server = new RawServer(
            async (request, stream, token) =>
            {
                if (request.StartsWith("GET /once ", StringComparison.Ordinal))
                {
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(Ok), token);
                }

                // Without having said that it would.
                stream.Socket.Shutdown(SocketShutdown.Both);
            }
        );
        await using var runner = await RunnerAsync(server.Address);

        Assert.Equal(200, (await SendAsync(runner, Get("/once"))).Status);
        Assert.Equal(200, (await SendAsync(runner, Get("/once"))).Status);
        Assert.Equal(TransportFault.Closed, (await SendAsync(runner, Get("/never"))).Fault);
    }

    [Fact]
    public async Task Redirection_is_an_answer_and_is_not_followed()
    {
        await using var elsewhere = new RawServer(Ok);
        await using var server = new RawServer($"HTTP/1.1 302 Found\r\nLocation: {elsewhere.Address}\r\nContent-Length: 0\r\n\r\n");

        var answer = await SendAsync(server.Address, Get("/"));

        Assert.Equal((302, elsewhere.Address.ToString()), (answer.Status, answer.Header("location")));
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task Cookies_are_not_sent_back()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
        await using var runner = await RunnerAsync(server.Address);

        await SendAsync(runner, Get("/1"));
        await SendAsync(runner, Get("/2"));

        Assert.All(server.Requests, request => Assert.DoesNotContain("ookie", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Body_without_an_end_is_cut_at_the_limit()
    {
        await using var server = new RawServer(
            async (_, stream, token) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), token);
                var chunk = Encoding.Latin1.GetBytes($"1000\r\n{new string('x', 4096)}\r\n");
                while (true)
                {
                    await stream.WriteAsync(chunk, token);
                }
            }
        );

        var answer = await SendAsync(server.Address, Get("/"), target => target with { BodyLimit = 10_000 });

        Assert.Equal((200, 10_000, true), (answer.Status, answer.Body.Length, answer.IsCut));
    }

    [Fact]
    public async Task Headers_without_an_end_are_no_http()
    {
        await using var server = new RawServer(
            async (_, stream, token) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), token);
                while (true)
                {
                    await stream.WriteAsync("X: y\r\n"u8.ToArray(), token);
                }
            }
        );

        Assert.Equal(TransportFault.NotHttp, (await SendAsync(server.Address, Get("/"))).Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")]
    public async Task Answer_that_drips_is_given_up_when_its_time_is_over(string begin)
    {
        await using var server = new RawServer(
            async (_, stream, token) =>
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(begin), token);
                while (true)
                {
                    await Task.Delay(20, token);
                    if (begin.Length > 0)
                    {
                        await stream.WriteAsync("x"u8.ToArray(), token);
                    }
                }
            }
        );

        var answer = await SendAsync(server.Address, Get("/"), target => target with { AnswerLimit = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(TransportFault.TimedOut, answer.Fault);
        Assert.InRange(answer.Duration, TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Large_request_that_is_answered_before_it_is_read_has_its_answer()
    {
        await using var server = new RawServer(
            async (_, stream, token) =>
            {
                await stream.WriteAsync("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), token);
                stream.Socket.Shutdown(SocketShutdown.Send);
                await Task.Delay(Timeout.Infinite, token);
            }
        );
        var request = Get("/") with { Method = "POST", Body = new byte[32 * 1024 * 1024] };

        Assert.Equal(413, (await SendAsync(server.Address, request)).Status);
    }

    [Fact]
    public async Task Nobody_listening_is_told_from_the_rest()
    {
        var server = new RawServer(Ok);
        var address = server.Address;
        await server.DisposeAsync();

        Assert.Equal(TransportFault.Refused, (await SendAsync(address, Get("/"))).Fault);
    }

    private static FuzzRequest Get(string path) => new() { Method = "GET", Path = path };

    private static async Task<FuzzAnswer> SendAsync(Uri address, FuzzRequest request, Func<FuzzTarget, FuzzTarget>? change = null)
    {
        await using var runner = await RunnerAsync(address, change);
        return await SendAsync(runner, request);
    }

    private static async Task<FuzzAnswer> SendAsync(ScenarioRunner runner, FuzzRequest request)
    {
        var step = new RequestStep
        {
            Operation = "ask",
            Intent = RequestIntent.Open,
            Request = request,
        };
        var outcome = await runner.RunAsync(
            new Scenario
            {
                Number = 0,
                Kind = "one",
                Steps = [step],
            },
            new RunCaptures(),
            Cancellation
        );
        return outcome.Run.Results[0].Answer!;
    }

    private static Task<ScenarioRunner> RunnerAsync(Uri address, Func<FuzzTarget, FuzzTarget>? change = null)
    {
        var target = new FuzzTarget { Base = address };
        return ScenarioRunner.CreateAsync(
            change?.Invoke(target) ?? target,
            NoControl.Instance,
            NoControl.Instance,
            pacer: null,
            TimeProvider.System,
            Cancellation
        );
    }
}
