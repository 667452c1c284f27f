using System.Net;
using System.Text.Json;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Testing.Services;

namespace Phederation.Services.Hosting.Tests;

public sealed class OperationTests(SampleFixture fixture) : IClassFixture<SampleFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_tells_its_health_metrics_and_interface()
    {
        var client = fixture.Service.Client;
        (await client.GetAsync("/people/1", Cancellation)).Dispose();

        Assert.Equal("{\"status\":\"ok\"}", await client.GetStringAsync("/health/ready", Cancellation));
        Assert.Equal("{\"status\":\"ok\"}", await client.GetStringAsync("/health/live", Cancellation));
        var metrics = await client.GetStringAsync("/metrics", Cancellation);
        Assert.Contains("http_server_request_duration_seconds_count{", metrics, StringComparison.Ordinal);
        Assert.Contains("http_route=\"/people/{id:int}\"", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_memory_working_set", metrics, StringComparison.Ordinal);
        using var openApi = JsonDocument.Parse(await client.GetStringAsync("/openapi.json", Cancellation));
        Assert.Equal("Sample", openApi.RootElement.GetProperty("info").GetProperty("title").GetString());
        Assert.True(openApi.RootElement.GetProperty("paths").TryGetProperty("/people/{id}", out _));
    }

    [Fact]
    public async Task Page_may_use_its_own_files_and_nothing_inline()
    {
        using var page = await fixture.Service.Client.GetAsync("/page", Cancellation);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("style-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);

        using var style = await fixture.Service.Client.GetAsync("/assets/site.css", Cancellation);
        Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/assets/site.css")
        {
            Headers = { IfNoneMatch = { style.Headers.ETag! } },
        };
        using var unchanged = await fixture.Service.Client.SendAsync(again, Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("/people/1", HttpStatusCode.OK)]
    [InlineData("/page", HttpStatusCode.OK)]
    [InlineData("/assets/site.css", HttpStatusCode.OK)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task What_can_be_read_can_be_asked_for_without_its_body(string path, HttpStatusCode status)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await fixture.Service.Client.SendAsync(head, Cancellation);
        using var whole = await fixture.Service.Client.GetAsync(path, Cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(whole.StatusCode, answer.StatusCode);
        Assert.Equal(whole.Content.Headers.ContentType, answer.Content.Headers.ContentType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Log_is_json_without_addresses()
    {
        using var response = await fixture.Service.Client.GetAsync("/people/4711?patient=hidden", Cancellation);
        var id = response.Headers.GetValues("X-Request-Id").Single();
        while (!fixture.Service.Log.Contains(id, StringComparison.Ordinal))
        {
            await Task.Delay(50, Cancellation);
        }

        var log = fixture.Service.Log;
        Assert.DoesNotContain("4711", log, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", log, StringComparison.Ordinal);
        foreach (var line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var entry = JsonDocument.Parse(line);
            Assert.NotNull(entry.RootElement.GetProperty("time").GetString());
        }
    }

    [Fact]
    public async Task Request_that_has_begun_is_answered_while_the_service_ends()
    {
        await using var service = await ServiceProcess.StartAsync(
            "sample-service",
            new Dictionary<string, string?> { ["PHEDERATION_DRAIN_SECONDS"] = "6" },
            Cancellation
        );
        await service.WaitForAsync("/health/ready", HttpStatusCode.OK, Cancellation);
        var slow = service.Client.GetStringAsync("/slow/7000", Cancellation);
        await service.WaitForAsync("/health/live", HttpStatusCode.OK, Cancellation);

        var stop = service.Process.StopAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Contains(
            "It ends",
            await service.WaitForAsync("/health/ready", HttpStatusCode.ServiceUnavailable, Cancellation),
            StringComparison.Ordinal
        );

        Assert.Equal("done", await slow);
        await stop;
        Assert.Equal(0, await service.Process.WaitForExitAsync(Cancellation));
    }

    [Fact]
    public async Task Request_that_never_ends_does_not_keep_the_service()
    {
        await using var service = await ServiceProcess.StartAsync(
            "sample-service",
            new Dictionary<string, string?> { ["PHEDERATION_DRAIN_SECONDS"] = "0", ["PHEDERATION_STOP_SECONDS"] = "1" },
            Cancellation
        );
        var slow = service.Client.GetAsync("/slow/50000", Cancellation);
        await service.WaitForAsync("/health/live", HttpStatusCode.OK, Cancellation);

        await service.Process.StopAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(0, await service.Process.WaitForExitAsync(Cancellation));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => slow);
    }

    [Theory]
    [InlineData("PHEDERATION_LISTEN", "80:80:80", "PHEDERATION_LISTEN is '80:80:80'")]
    [InlineData("PHEDERATION_LOG_LEVEL", "loud", "debug or info or warn")]
    [InlineData("PHEDERATION_STOP_SECONDS", "0", "from 1 to 600")]
    [InlineData("SAMPLE_DATABASE", "yes", "true or false")]
    [InlineData("PHEDERATION_DATABASE_TLS", "off", "verify-full or require or disable")]
    [InlineData("PHEDERATION_DATABASE_PASSWORD_SECRET", "../x", "without a folder")]
    [InlineData("PHEDERATION_DATABASE_USER", "", "phederation_password is not there")]
    public async Task Malformed_setting_ends_the_start_with_what_to_mend(string name, string value, string reason)
    {
        using var folder = new TempFolder();
        var variables = new Dictionary<string, string?>
        {
            ["SAMPLE_DATABASE"] = "true",
            ["PHEDERATION_SECRETS"] = folder.Path,
            [name] = value,
        };

        var result = await new ProcessRunner().RunAsync(
            ServiceProcess.Request("sample-service", variables) with
            {
                TimeLimit = TimeSpan.FromSeconds(30),
            },
            Cancellation
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Contains("mend:", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
