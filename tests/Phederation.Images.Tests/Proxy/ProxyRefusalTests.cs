using System.Net;
using System.Security.Authentication;

namespace Phederation.Images.Tests.Proxy;

public sealed class ProxyRefusalTests(SharedProxySite shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Requests that a proxy and the program behind it may read differently; HEAD stands for a good rest of the header.</summary>
    public static TheoryData<string, int> AmbiguousRequests =>
        new()
        {
            { "POST /zeppelin/ HTTP/1.1\r\nHEADContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd", 400 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADContent-Length: +4\r\n\r\nabcd", 400 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADContent-Length: 4, 4\r\n\r\nabcd", 400 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 501 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADTransfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n", 501 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400 },
            { "POST /zeppelin/ HTTP/1.0\r\nHEADTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400 },
            { "POST /zeppelin/ HTTP/1.1\r\nHEADTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n", 400 },
            { "GET /zeppelin/ HTTP/1.1\r\nHEADX-A: b\r\n Transfer-Encoding: chunked\r\n\r\n", 400 },
            { "GET /zeppelin/ HTTP/1.1\r\nHEADX-A\0: b\r\n\r\n", 400 },
            { "GET /zeppelin/ HTTP/1.1\r\nConnection: close\r\n\r\n", 400 },
            { "GET /zeppelin/ HTTP/1.0\r\n\r\n", 400 },
            { "GET /zeppelin/ HTTP/1.1\r\nHost: localhost\r\nHost: stranger\r\nConnection: close\r\n\r\n", 400 },
            { "GET https://stranger/zeppelin/ HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/ HTTP/1.1\r\nHost: stranger\r\nConnection: close\r\n\r\n", 421 },
            { "GET /zeppelin/..;/manager HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/.;a/manager HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/../zeppelin/x HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/%2E%2e/zeppelin/x HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/a%2f..%2fmanager HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/a%5Cb HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/a\\b HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/a%00 HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET //zeppelin/ HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/ b HTTP/1.1\r\nHEAD\r\n", 400 },
            { "GET /zeppelin/ HTTP/3.1\r\nHEAD\r\n", 505 },
            { "TRACE /zeppelin/ HTTP/1.1\r\nHEAD\r\n", 405 },
            { "CONNECT stranger:443 HTTP/1.1\r\nHEAD\r\n", 400 },
            { "PROPFIND /zeppelin/ HTTP/1.1\r\nHEAD\r\n", 405 },
            { "\u0001\u0002\u0003\r\n\r\n", 400 },
        };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(AmbiguousRequests))]
    public async Task Request_that_can_be_read_in_two_ways_is_refused(string request, int status)
    {
        var site = await shared.GetAsync(Cancellation);
        var text = request.Replace("HEAD", $"Host: localhost:{site.Port}\r\nConnection: close\r\n", StringComparison.Ordinal);

        var answer = await RawTls.AskAsync(site.Port, text, Cancellation);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("part zeppelin", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("stranger", answer, StringComparison.Ordinal);
        Assert.Equal(1, answer.Split("HTTP/1.1 ").Length - 1);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("/", 16 << 10)]
    [InlineData("/atlas/", 1 << 20)]
    [InlineData("/WebAPI/", 32 << 20)]
    [InlineData("/WebAPI/user/login/db", 16 << 10)]
    [InlineData("/user-mgmt/", 1 << 20)]
    [InlineData("/zeppelin/", 64 << 20)]
    [InlineData("/fhir/", 64 << 20)]
    public async Task Body_over_the_limit_of_its_route_is_refused_before_it_is_read(string path, int limit)
    {
        var site = await shared.GetAsync(Cancellation);
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost:{site.Port}\r\nConnection: close\r\nContent-Length: ";

        Assert.StartsWith(
            "HTTP/1.1 413 ",
            await RawTls.AskAsync(site.Port, $"{head}{limit + 1}\r\n\r\n", Cancellation),
            StringComparison.Ordinal
        );
    }

    [Fact(Timeout = 300_000)]
    public async Task Header_over_the_limit_is_refused()
    {
        var site = await shared.GetAsync(Cancellation);
        var head = $"GET /zeppelin/ HTTP/1.1\r\nHost: localhost:{site.Port}\r\nConnection: close\r\nCookie: ";

        var large = await RawTls.AskAsync(site.Port, $"{head}{new string('c', 12_000)}\r\n\r\n", Cancellation);
        var tooLarge = await RawTls.AskAsync(site.Port, $"{head}{new string('c', 17_000)}\r\n\r\n", Cancellation);

        Assert.StartsWith("HTTP/1.1 200 ", large, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", tooLarge, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Request_without_tls_is_told_to_use_it()
    {
        var site = await shared.GetAsync(Cancellation);
        using var client = new HttpClient();
        using var answer = await client.GetAsync($"http://localhost:{site.Port}/zeppelin/", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("https://", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Address_of_the_health_check_is_not_for_clients()
    {
        var site = await shared.GetAsync(Cancellation);
        using var client = site.Client();
        foreach (var path in new[] { "/-/healthy", "/-/explain" })
        {
            using var answer = await client.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Old_versions_of_tls_are_refused()
    {
        var site = await shared.GetAsync(Cancellation);
#pragma warning disable SYSLIB0039, CA5397 // That they are refused is what is tested.
        foreach (var old in new[] { SslProtocols.Tls, SslProtocols.Tls11 })
        {
            await Assert.ThrowsAnyAsync<AuthenticationException>(() => RawTls.ConnectAsync(site.Port, Cancellation, old));
        }
#pragma warning restore SYSLIB0039, CA5397

        foreach (var good in new[] { SslProtocols.Tls12, SslProtocols.Tls13 })
        {
            await using var stream = await RawTls.ConnectAsync(site.Port, Cancellation, good);
            Assert.Equal(good, stream.SslProtocol);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Log_tells_route_and_status_but_no_address_path_or_query()
    {
        var site = await shared.GetAsync(Cancellation);
        using var client = site.Client();
        using var sent = await client.GetAsync("/fhir/Patient/patient-number-17?family=Doe-Smith", Cancellation);
        using var refused = await client.GetAsync("/fhir/Patient/patient-number-17%2f?family=Doe-Smith", Cancellation);

        await site.WaitForLogAsync("\"route\":\"fhir\",\"method\":\"GET\",\"status\":200,", Cancellation);
        await site.WaitForLogAsync("\"route\":\"fhir\",\"method\":\"GET\",\"status\":400,", Cancellation);
        var log = await site.LogAsync(Cancellation);
        Assert.DoesNotContain("patient-number", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Doe-Smith", log, StringComparison.Ordinal);
        var gateway = (await site.InspectAsync(Cancellation)).NetworkSettings.Networks.Values.First().Gateway;
        Assert.False(string.IsNullOrEmpty(gateway));
        Assert.DoesNotContain(gateway!, log, StringComparison.Ordinal);
    }
}
