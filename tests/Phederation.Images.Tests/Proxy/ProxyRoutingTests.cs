using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Phederation.Images.Tests.Proxy;

public sealed class ProxyRoutingTests(SharedProxySite shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData("/atlas/index.html?a=%2F..", "webapi")]
    [InlineData("/WebAPI/info", "webapi")]
    [InlineData("/WebAPI/user/login/db", "webapi")]
    [InlineData("/user-mgmt/users", "user-mgmt")]
    [InlineData("/zeppelin/tree/a%20b..c", "zeppelin")]
    [InlineData("/fhir", "fhir-server")]
    [InlineData("/fhir/Patient?name=x", "fhir-server")]
    public async Task Path_reaches_its_part_unchanged(string path, string part)
    {
        var site = await shared.GetAsync(Cancellation);
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var client = site.Client(version);
            var told = await client.GetStringAsync(path, Cancellation);
            Assert.StartsWith($"GET {path}\npart {part}\n", told, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Part_learns_how_it_was_reached_from_the_proxy_alone()
    {
        var site = await shared.GetAsync(Cancellation);
        using var client = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/zeppelin/");
        foreach (
            var name in new[]
            {
                "X-Forwarded-For",
                "X-Forwarded-Proto",
                "X-Forwarded-Host",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Real-IP",
                "X-Request-Id",
                "X-Original-URL",
                "X-Rewrite-URL",
                "Forwarded",
                "Proxy",
                "HTTP2-Settings",
                "TE",
            }
        )
        {
            request.Headers.TryAddWithoutValidation(name, "forged");
        }

        request.Headers.TryAddWithoutValidation("Upgrade", "h2c");
        request.Headers.TryAddWithoutValidation("X_Forwarded_For", "forged");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer kept");
        using var answer = await client.SendAsync(request, Cancellation);
        var told = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.DoesNotContain("forged", told, StringComparison.Ordinal);
        Assert.DoesNotContain("h2c", told, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer kept\n", told, StringComparison.Ordinal);
        Assert.Contains($"Host: localhost:{site.Port}\n", told, StringComparison.Ordinal);
        Assert.Contains($"X-Forwarded-Host: localhost:{site.Port}\n", told, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Proto: https\n", told, StringComparison.Ordinal);
        Assert.Matches("X-Forwarded-For: [0-9.]+\n", told);
        Assert.Matches("X-Request-Id: [0-9a-f]{32}\n", told);
    }

    [Fact(Timeout = 300_000)]
    public async Task Answer_carries_the_headers_of_the_entry_and_nothing_of_the_versions_behind_it()
    {
        var site = await shared.GetAsync(Cancellation);
        using var client = site.Client();
        foreach (var path in new[] { "/", "/landing.css", "/zeppelin/", "/nowhere", "/atlas" })
        {
            using var answer = await client.GetAsync(path, Cancellation);
            Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Contains(
                "frame-ancestors",
                Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
                StringComparison.Ordinal
            );
            Assert.Equal("nginx", answer.Headers.Server.ToString());
            Assert.False(answer.Headers.Contains("X-Powered-By"));
        }

        using var part = await client.GetAsync("/zeppelin/", Cancellation);
        Assert.Equal("session=1; Path=/; Secure", Assert.Single(part.Headers.GetValues("Set-Cookie")));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("/atlas", HttpStatusCode.PermanentRedirect, "/atlas/")]
    [InlineData("/zeppelin", HttpStatusCode.PermanentRedirect, "/zeppelin/")]
    [InlineData("/zeppelin/away", HttpStatusCode.Redirect, "/zeppelin/login")]
    public async Task Redirection_stays_at_the_entry(string path, HttpStatusCode status, string target)
    {
        var site = await shared.GetAsync(Cancellation);
        using var client = site.Client();
        using var answer = await client.GetAsync(path, Cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(target, Assert.Single(answer.Headers.GetValues("Location")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Web_socket_passes_both_ways_to_notebooks_only()
    {
        var site = await shared.GetAsync(Cancellation);
        using var socket = await OpenAsync(site, "/zeppelin/socket");
        foreach (var size in new[] { 5, 70_000 })
        {
            var sent = Encoding.ASCII.GetBytes(new string('m', size));
            await socket.SendAsync(sent, WebSocketMessageType.Binary, true, Cancellation);
            var received = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (received.Length < size)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(), Cancellation);
                received.Write(buffer, 0, got.Count);
            }

            Assert.Equal(sent, received.ToArray());
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Cancellation);
        Assert.Equal("bye", socket.CloseStatusDescription);
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(site, "/atlas/socket"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Body_and_answer_larger_than_any_buffer_pass()
    {
        var site = await shared.GetAsync(Cancellation);
        using var client = site.Client();
        const int size = 48 << 20;
        using var sent = await client.PostAsync("/fhir/", new ByteArrayContent(new byte[size]), Cancellation);
        Assert.EndsWith($"body {size}\n", await sent.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        Assert.Equal(size, (await client.GetByteArrayAsync($"/zeppelin/bytes?count={size}", Cancellation)).Length);
    }

    [Fact(Timeout = 300_000)]
    public async Task Part_that_is_away_is_told_at_once_and_found_again_without_a_restart()
    {
        await using var site = await ProxySite.RunAsync(ProxyCertificate.Create(), Cancellation);
        using var client = site.Client();
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            limit.CancelAfter(TimeSpan.FromSeconds(20));
            using var never = await client.GetAsync("/zeppelin/?secret=1", limit.Token);
            Assert.Equal(HttpStatusCode.BadGateway, never.StatusCode);
            Assert.Contains("is not running", await never.Content.ReadAsStringAsync(limit.Token), StringComparison.Ordinal);
        }

        var part = await site.AddPartAsync("zeppelin", Cancellation);
        await site.WaitForPartAsync("/zeppelin/", Cancellation);

        await site.Engine.Containers.RemoveAsync(part, force: true, Cancellation);
        using var gone = await client.GetAsync("/zeppelin/", Cancellation);
        Assert.Contains(gone.StatusCode, new[] { HttpStatusCode.BadGateway, HttpStatusCode.GatewayTimeout });

        // The new container has another address as often as not.
        await site.AddPartAsync("user-mgmt", Cancellation);
        await site.AddPartAsync("zeppelin", Cancellation);
        await site.WaitForPartAsync("/zeppelin/", Cancellation);
    }

    private static async Task<ClientWebSocket> OpenAsync(ProxySite site, string path)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.RemoteCertificateValidationCallback = ProxyCertificate.IsForThisHost;
            await socket.ConnectAsync(new Uri($"wss://localhost:{site.Port}{path}"), Cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
