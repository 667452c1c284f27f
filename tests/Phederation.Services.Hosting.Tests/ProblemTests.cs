using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Phederation.Testing.Services;

namespace Phederation.Services.Hosting.Tests;

public sealed class ProblemTests(SampleFixture fixture) : IClassFixture<SampleFixture>
{
    private readonly HttpClient _client = fixture.Service.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/sample/nowhere", 404)]
    [InlineData("DELETE", "/people", 405)]
    [InlineData("GET", "/people/abc", 404)]
    [InlineData("GET", "/fail?name=Smith", 500)]
    [InlineData("GET", "/sample/metrics", 404)]
    [InlineData("GET", "/sample/health/ready", 404)]
    [InlineData("GET", "/SAMPLE/health/ready", 404)]
    public async Task Failure_is_answered_with_a_problem_document(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _client.SendAsync(request, Cancellation);

        await response.MustBeProblemAsync(status, Cancellation);

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task What_a_failure_says_is_neither_answered_nor_logged()
    {
        using var response = await _client.GetAsync("/fail?name=Smithers", Cancellation);

        await response.MustBeProblemAsync(500, Cancellation);

        var request = response.Headers.GetValues("X-Request-Id").Single();
        while (!fixture.Service.Log.Contains(request, StringComparison.Ordinal))
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Contains("System.InvalidOperationException", fixture.Service.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Smithers", fixture.Service.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"a","age":1,"name":"b"}""", 400, "twice")]
    [InlineData("""{"name":"a","age":"x"}""", 422, "$.age")]
    [InlineData("""{"name":"a"}""", 422, "form")]
    [InlineData("""{"name":null,"age":1}""", 422, "form")]
    [InlineData("""{"name":"a","age":1,"more":2}""", 422, "form")]
    [InlineData("""{"name":"a\u0000","age":1}""", 400, "NUL")]
    [InlineData("""{"name":"\ud800","age":1}""", 400, "escape")]
    [InlineData("""{"name":"a","age":1""", 400, "no JSON (line 1")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", 400, "deeper than 8")]
    [InlineData("", 400, "empty")]
    [InlineData("null", 422, "null")]
    [InlineData("""{"name":"a","age":1} x""", 400, "no JSON")]
    public async Task Malformed_json_is_refused_with_its_place(string content, int status, string reason)
    {
        using var response = await PostAsync("/people", Encoding.UTF8.GetBytes(content), "application/json");

        Assert.Contains(reason, await response.MustBeProblemAsync(status, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_utf8_is_refused()
    {
        using var response = await PostAsync("/people", [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"age\":1}"u8], "application/json");

        Assert.Contains("UTF-8", await response.MustBeProblemAsync(400, Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Content_that_is_not_called_json_is_refused(string type)
    {
        using var response = await PostAsync("/people", "{\"name\":\"a\",\"age\":1}"u8.ToArray(), type);

        await response.MustBeProblemAsync(415, Cancellation);
    }

    [Fact]
    public async Task Content_over_the_limit_is_refused_whether_its_length_is_announced_or_not()
    {
        using var announced = await PostAsync("/people", new byte[5000], "application/json");
        await announced.MustBeProblemAsync(413, Cancellation);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/people")
        {
            Content = new StreamContent(new MemoryStream(new byte[5000])),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await _client.SendAsync(request, Cancellation);
        await chunked.MustBeProblemAsync(413, Cancellation);

        using var large = await PostAsync("/content", new byte[70_000], "text/plain");
        await large.MustBeProblemAsync(413, Cancellation);
    }

    [Fact]
    public async Task Sound_request_is_answered_with_or_without_the_path_base()
    {
        foreach (var path in new[] { "/people", "/sample/people" })
        {
            using var response = await PostAsync(
                path,
                [0xEF, 0xBB, 0xBF, .. "{\"name\":\"Zo\\u00eb\",\"age\":7}"u8],
                "application/vnd.x+json"
            );
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("\"age\":7", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Request_id_of_the_entry_is_taken_over_when_it_is_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { { "X-Request-Id", "abcdef0123456789" } } };
        using var response = await _client.SendAsync(request, Cancellation);
        Assert.Equal("abcdef0123456789", response.Headers.GetValues("X-Request-Id").Single());

        using var odd = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { { "X-Request-Id", "a b{\"c\"}" } } };
        using var answered = await _client.SendAsync(odd, Cancellation);
        Assert.Matches("^[0-9a-f]{32}$", answered.Headers.GetValues("X-Request-Id").Single());
    }

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] content, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await _client.SendAsync(request, Cancellation);
    }
}
