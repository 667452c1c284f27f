using System.Net;
using System.Text;
using Phederation.Containers.Engine;
using Phederation.Testing;

namespace Phederation.Images.Tests.Tomcat;

public sealed class TomcatLifeTests
{
    // EX_CONFIG of sysexits.h, and 128 + SIGTERM.
    private const int WrongConfiguration = 78;
    private const int Terminated = 143;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Database_that_goes_away_is_an_error_without_details_and_comes_back_by_itself()
    {
        await using var site = await TomcatSite.RunAsync(await TomcatAsync(), Cancellation);
        Assert.Contains("\"up\"", await site.Http.GetStringAsync("/-/status", Cancellation), StringComparison.Ordinal);

        await site.Engine.Containers.StopAsync(site.DatabaseServer, cancellationToken: Cancellation);
        using (var away = await site.Http.GetAsync("/-/status", Cancellation))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.Equal("{\"database\":\"down\"}", (await away.Content.ReadAsStringAsync(Cancellation)).Trim());
        }

        // The server's own health is another matter: the engine must not restart it for its database's sake.
        Assert.Contains("\"UP\"", await site.Http.GetStringAsync("/-/health", Cancellation), StringComparison.Ordinal);
        await site.StartAsync(site.DatabaseServer, Cancellation);
        Assert.Contains("\"up\"", await site.Http.GetStringAsync("/-/status", Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("\tat ", await site.LogAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Stop_lets_a_request_end_and_a_new_start_serves_again()
    {
        await using var payload = await PayloadImage.BuildAsync(Cancellation);
        await using var site = await TomcatSite.RunAsync(payload.Image, Cancellation);

        var slow = site.Http.GetStringAsync("/payload/do/slow", Cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(700), Cancellation);
        await site.Engine.Containers.StopAsync(site.Server, cancellationToken: Cancellation);

        Assert.Equal("slow but done", await slow);
        Assert.Equal(Terminated, (await site.InspectAsync(site.Server, Cancellation)).State.ExitCode);
        Assert.Contains("Destroying ProtocolHandler", await site.LogAsync(Cancellation), StringComparison.Ordinal);
        await site.StartServerAsync(Cancellation);
        Assert.Equal("visit 1", await site.Http.GetStringAsync("/payload/do/session", Cancellation));
    }

    [Theory(Timeout = 600_000)]
    [InlineData(null, "can't be read (NoSuchFileException)")]
    [InlineData("", "must be one line")]
    [InlineData("two\nlines", "must be one line")]
    public async Task Secret_that_is_no_password_ends_the_server_with_the_reason(string? secret, string reason)
    {
        var secrets = secret is null
            ? new Dictionary<string, byte[]> { ["another"] = [1] }
            : new Dictionary<string, byte[]> { ["phederation_password"] = Encoding.UTF8.GetBytes(secret) };
        await using var site = await TomcatSite.CreateAloneAsync(await TomcatAsync(), secrets, Cancellation);

        await site.Engine.Containers.StartAsync(site.Server, Cancellation);

        Assert.Equal(WrongConfiguration, await site.Engine.Containers.WaitAsync(site.Server, cancellationToken: Cancellation));
        var log = await site.LogAsync(Cancellation);
        Assert.Contains($"tomcat: the secret /run/secrets/phederation_password {reason}", log, StringComparison.Ordinal);
        Assert.DoesNotContain("lines\n", log, StringComparison.Ordinal);
    }

    private static async Task<Images.Building.BuiltImage> TomcatAsync()
    {
        Requires.Engine();
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        return await SharedImages.GetAsync(engine, "tomcat", Cancellation);
    }
}
