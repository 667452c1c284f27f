using System.Net;
using System.Text;

namespace Phederation.Images.Tests.Proxy;

public sealed class ProxyLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Flood_of_requests_is_slowed_down_and_then_served_again()
    {
        await using var site = await ProxySite.RunAsync(ProxyCertificate.Create(), Cancellation);
        var request = $"GET / HTTP/1.1\r\nHost: localhost:{site.Port}\r\n\r\n";

        // One connection takes 1000 requests; the last one says that it is the last.
        var flood = new StringBuilder()
            .Insert(0, request, 998)
            .Append(request.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal));
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => RawTls.AskAsync(site.Port, flood.ToString(), Cancellation)));

        Assert.Contains("HTTP/1.1 200 OK", answers[0], StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 429 Too Many Requests", answers[0] + answers[1], StringComparison.Ordinal);
        using var client = site.Client();
        while (true)
        {
            using var answer = await client.GetAsync("/", Cancellation);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Guessing_at_the_sign_in_is_slowed_down_before_other_requests_are()
    {
        await using var site = await ProxySite.RunAsync(ProxyCertificate.Create(), Cancellation);
        await site.AddPartAsync("webapi", Cancellation);
        await site.WaitForPartAsync("/WebAPI/", Cancellation);
        using var client = site.Client();
        var guesses = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => StatusAsync(client, "/WebAPI/user/login/db")));

        Assert.Contains(HttpStatusCode.OK, guesses);
        Assert.Contains(HttpStatusCode.TooManyRequests, guesses);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/WebAPI/info"));
    }

    [Fact(Timeout = 300_000)]
    public async Task One_address_can_not_take_all_connections()
    {
        await using var site = await ProxySite.RunAsync(ProxyCertificate.Create(), Cancellation);
        await site.AddPartAsync("zeppelin", Cancellation);
        await site.WaitForPartAsync("/zeppelin/", Cancellation);
        using var client = site.Client(HttpVersion.Version20);
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => StatusAsync(client, "/zeppelin/slow?seconds=20")));

        Assert.InRange(answers.Count(status => status == HttpStatusCode.TooManyRequests), 300 - 256, 299);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/zeppelin/"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Client_that_never_ends_its_header_is_cut_off()
    {
        await using var site = await ProxySite.RunAsync(ProxyCertificate.Create(), Cancellation);
        await using var stream = await RawTls.ConnectAsync(site.Port, Cancellation);
        var began = TimeProvider.System.GetTimestamp();
        var sending = SendSlowlyAsync(stream);
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, Cancellation) > 0) { }
        }
        catch (IOException)
        {
            // Cut off by a reset.
        }

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(40));
        await Assert.ThrowsAnyAsync<IOException>(() => sending);
    }

    /// <summary>A header every second: each keeps the connection busy, none ends the request.</summary>
    private static async Task SendSlowlyAsync(Stream stream)
    {
        await stream.WriteAsync("GET / HTTP/1.1\r\n"u8.ToArray(), Cancellation);
        while (true)
        {
            await stream.WriteAsync("X-A: b\r\n"u8.ToArray(), Cancellation);
            await stream.FlushAsync(Cancellation);
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
