using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Targets;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>What a server library would not let a service do wrong.</summary>
public sealed class PlantedWireTests
{
    private const string Right = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Content-Type-Options: nosniff\r\n";

    public static TheoryData<string, string, string?> Faults { get; } =
        new()
        {
            { "no-body", "HEAD", Right + "Content-Length: 2\r\n\r\nno" },
            { "no-body", "GET", "HTTP/1.1 204 No Content\r\nContent-Type: text/plain\r\n\r\nno" },
            { "no-body", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Type: text/plain\r\n\r\nno" },
            { "no-body", "DELETE", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n" },
            { "content-length", "GET", Right + "Content-Length: 1\r\n\r\nno" },
            { "content-length", "GET", Right + "Content-Length: 2\r\nTransfer-Encoding: identity\r\n\r\nno" },
            { "single-header", "GET", Right + "Content-Type: text/html\r\n\r\nno" },
            { "content-type", "GET", "HTTP/1.1 200 OK\r\nX-Content-Type-Options: nosniff\r\n\r\nno" },
            { "broken-answer", "GET", "no HTTP" },
            { "broken-answer", "GET", "" },
            { "broken-answer", "GET", Right + "Content-Length: 20\r\n\r\nno" },
            {
                "default-page",
                "GET",
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><body><center><h1>404</h1></center><hr><center>nginx/1.26.3</center></body></html>"
            },
            {
                "default-page",
                "GET",
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><body><h1>HTTP Status 404 – Not Found</h1><h3>Apache Tomcat/9.0.98</h3></body></html>"
            },
            { "challenge", "GET", "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n" },
            { "hang", "GET", null },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Planted_bytes_are_found_by_their_oracle_and_by_no_other(string oracle, string method, string? answer) =>
        Assert.Equal([oracle], (await FindAsync(method, answer)).Select(finding => finding.Oracle).Distinct());

    [Theory]
    [InlineData("HEAD", Right + "Content-Length: 2\r\n\r\n")]
    [InlineData("GET", Right + "Content-Length: 2\r\n\r\nok")]
    [InlineData("GET", Right + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 414 URI Too Long\r\nContent-Length: 0\r\n\r\n")]
    public async Task Right_bytes_give_no_finding(string method, string answer) => Assert.Empty(await FindAsync(method, answer));

    private static async Task<List<Finding>> FindAsync(string method, string? answer)
    {
        const string served = "HTTP/1.1 204 No Content\r\n\r\n";
        await using var wire = new PlantedWire(new Dictionary<string, string?> { ["/fault"] = answer, ["/"] = served });
        var scenario = new Scenario
        {
            Number = 0,
            Kind = ScenarioKinds.Single,
            Steps = [Step("GET", "/"), Step(method, "/fault")],
        };
        var run = (
            await PlantedRunner.RunAsync(
                wire.Address,
                NoControl.Instance,
                NoControl.Instance,
                TimeProvider.System,
                [scenario],
                answer is null ? TimeSpan.FromMilliseconds(300) : null
            )
        )[0];
        return
        [
            .. OracleSets
                .Http(wire.Address)
                .Concat(OracleSets.Fhir().Where(oracle => oracle.Name == "error-outcome" && answer?.Contains("414") == true))
                .SelectMany(oracle => oracle.Judge(run)),
        ];
    }

    private static RequestStep Step(string method, string path) =>
        new()
        {
            Operation = path,
            Request = new FuzzRequest { Method = method, Path = path },
            Intent = RequestIntent.Open,
        };
}
