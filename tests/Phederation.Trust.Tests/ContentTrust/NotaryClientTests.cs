using Phederation.Trust.ContentTrust;
using Phederation.Trust.Tests.Services;

namespace Phederation.Trust.Tests.ContentTrust;

public sealed class NotaryClientTests
{
    private const string Gun = "127.0.0.1:5000/test/x";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Redirect_is_not_followed()
    {
        await using var elsewhere = new FaultyServer("HTTP/1.1 200 OK\nContent-Length: 2\n\n{}");
        await using var server = new FaultyServer($"HTTP/1.1 302 Found\nLocation: {elsewhere.Address}\nContent-Length: 0\n\n");

        var fault = await FailAsync(server);

        Assert.Contains("302", fault.Message);
        Assert.Equal(0, elsewhere.Requests);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("Content-Length: 100000000")]
    [InlineData("Connection: close")]
    public async Task Answer_without_end_is_cut_off(string header)
    {
        await using var server = new FaultyServer($"HTTP/1.1 200 OK\n{header}\n\n", zeros: 100_000_000);

        Assert.Contains("larger than", (await FailAsync(server)).Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Error_of_the_server_is_told_with_its_words()
    {
        await using var server = new FaultyServer("HTTP/1.1 500 Internal Server Error\nContent-Length: 4\n\nfull");

        Assert.Contains("500: full", (await FailAsync(server)).Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Answer_that_is_no_http_and_no_server_at_all_are_told()
    {
        await using var server = new FaultyServer("SSH-2.0\n");
        Assert.Contains("did not answer", (await FailAsync(server)).Message);

        using var none = new NotaryClient(new Uri("https://127.0.0.1:1"), null);
        var fault = await Assert.ThrowsAsync<TrustException>(() => none.Open(Gun).ReadAsync("root", null, Token));
        Assert.Equal(TrustErrorKind.ServiceFailed, fault.Kind);
    }

    [Fact(Timeout = 120_000)]
    public async Task Server_of_another_authority_is_not_talked_to()
    {
        await using var loopback = new LoopbackServices();
        var services = await loopback.StartAsync(Token);
        using var notary = new NotaryClient(services.Notary, authority: null);

        var fault = await Assert.ThrowsAsync<TrustException>(() => notary.Open(Gun).ReadAsync("root", null, Token));

        Assert.Equal(TrustErrorKind.ServiceFailed, fault.Kind);
    }

    private static async Task<TrustException> FailAsync(FaultyServer server)
    {
        using var client = new NotaryClient(server.Address, authority: null);
        var fault = await Assert.ThrowsAsync<TrustException>(() => client.Open(Gun).ReadAsync("root", null, Token));
        Assert.Equal(TrustErrorKind.ServiceFailed, fault.Kind);
        return fault;
    }
}
