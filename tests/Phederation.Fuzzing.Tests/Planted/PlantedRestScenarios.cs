using System.Text;
using System.Text.Json.Nodes;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>The shapes that mean something at a service that is no FHIR.</summary>
internal static class PlantedRestScenarios
{
    private const string Owner = "owner";
    private const string Other = "other";

    private static readonly ResourceRoute Route = new()
    {
        Kind = "conceptset",
        Collection = "/conceptset",
        Item = "/conceptset/{id}",
        Captures = new Dictionary<string, string> { ["id"] = "json:id", ["etag"] = "header:ETag" },
        IdMember = "id",
        IsIdText = false,
        Operations = new Dictionary<string, string> { ["create"] = "POST /conceptset" },
    };

    /// <summary>The scenarios.</summary>
    public static IReadOnlyList<Scenario> All()
    {
        var number = 0L;
        var list = new SearchTarget("conceptset", "/conceptset", Owner);
        return
        [
            CreateReadShape.Build(number++, Route, Set("a"), Owner),
            UpdateReadShape.Build(number++, Route, Set("a"), Set("b"), Owner),
            UpdateTwiceShape.Build(number++, Route, Set("a"), Set("b"), Owner),
            DeleteReadShape.Build(number++, Route, Set("a"), Owner),
            FailedCreateShape.Build(number++, Route, Nameless(), list),
            FailedUpdateShape.Build(number++, Route, Set("a"), Nameless(), Owner),
            IfMatchShape.Build(number++, Route, Set("a"), Set("b"), Set("c"), Owner),
            ConditionalReadShape.Build(number++, Route, Set("a"), Owner),
            AccessShape.Build(number++, Route, Set("Meyer-Landrut 77"), Set("b"), Owner, Other),
            AccessShape.Build(number++, Route, Set("Meyer-Landrut 77"), Set("b"), Owner, FuzzRequest.Anonymous),
            SqlLiteralShape.Build(
                number++,
                name => Request("POST", "/sql") with { ContentType = "application/json", Body = Name(name) },
                "POST /sql"
            ),
            Single(number++, Request("GET", "/go?to=https://elsewhere.invalid/page")),
            // What is only said back is no news.
            Single(
                number++,
                Request(
                    "GET",
                    "/echo?q=%20%20at%20java.util.List.of(List.java:12)%20select%20*%20from%20person%20where%20id%20=%201%20/etc/passwd"
                )
            ),
            Single(number, Request("GET", "/nothing")),
        ];
    }

    private static ResourceBody Set(string name) => new($$"""{"name":"{{name}}","items":[3,1,2.50],"isExcluded":null}""");

    private static ResourceBody Nameless() => new("""{"items":[]}""", RequestIntent.Invalid, "no name");

    private static byte[] Name(string name) => Encoding.UTF8.GetBytes(new JsonObject { ["name"] = name }.ToJsonString());

    private static FuzzRequest Request(string method, string path) =>
        new()
        {
            Method = method,
            Path = path,
            Actor = Owner,
        };

    private static Scenario Single(long number, FuzzRequest request) =>
        new()
        {
            Number = number,
            Kind = ScenarioKinds.Single,
            Steps =
            [
                new RequestStep
                {
                    Operation = $"{request.Method} {request.Path.Split('?')[0]}",
                    Request = request,
                    Intent = RequestIntent.Open,
                },
            ],
        };
}
