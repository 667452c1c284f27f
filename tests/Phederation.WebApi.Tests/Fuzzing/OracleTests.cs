using System.Text;
using System.Text.Json.Nodes;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;
using Phederation.Fuzzing.Sending;
using Phederation.Fuzzing.Sending.References;
using Phederation.Fuzzing.Targets;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Fuzzing;

/// <summary>The shapes of the fuzzer that mean something here, against the service on its database: the oracles find nothing.</summary>
public sealed class OracleTests(SharedCluster shared)
{
    private const string Nobody = FuzzRequest.Anonymous;

    private static readonly ResourceRoute Sets = Route("conceptset");
    private static readonly ResourceRoute Cohorts = Route("cohortdefinition");

    [Fact]
    public async Task Service_is_right_in_every_shape()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        var home = new Uri(site.Service.Address, "/WebAPI");
        await using var runner = await ScenarioRunner.CreateAsync(
            new FuzzTarget { Base = home },
            NoControl.Instance,
            NoControl.Instance,
            pacer: null,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        var captures = new RunCaptures();
        List<IOracle> oracles = [.. OracleSets.Http(home), .. OracleSets.Rest(hasProblems: true)];
        var findings = new List<Finding>();
        foreach (var scenario in Scenarios())
        {
            var run = (await runner.RunAsync(scenario, captures, TestContext.Current.CancellationToken)).Run;
            captures.Add(run);
            findings.AddRange(oracles.SelectMany(oracle => oracle.Judge(run)));
            // What isn't carried out can't be judged.
            Assert.All(
                run.Results.Zip(run.Scenario.Steps.OfType<RequestStep>()).Where(pair => pair.Second.Intent == RequestIntent.Valid),
                pair => Assert.InRange(pair.First.Answer!.Status, 200, 299)
            );
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    private static List<Scenario> Scenarios()
    {
        var number = 0L;
        return
        [
            CreateReadShape.Build(number++, Sets, Set("a"), Nobody),
            UpdateReadShape.Build(number++, Sets, Set("b"), Set("c"), Nobody),
            UpdateTwiceShape.Build(number++, Sets, Set("d"), Set("e"), Nobody),
            DeleteReadShape.Build(number++, Sets, Set("f"), Nobody),
            FailedCreateShape.Build(number++, Sets, Nameless, new SearchTarget("conceptset", "/conceptset/", Nobody)),
            FailedUpdateShape.Build(number++, Sets, Set("g"), Nameless, Nobody),
            CreateReadShape.Build(number++, Cohorts, Cohort("a"), Nobody),
            UpdateReadShape.Build(number++, Cohorts, Cohort("b"), Cohort("c"), Nobody),
            UpdateTwiceShape.Build(number++, Cohorts, Cohort("d"), Cohort("e"), Nobody),
            DeleteReadShape.Build(number++, Cohorts, Cohort("f"), Nobody),
            FailedUpdateShape.Build(number++, Cohorts, Cohort("g"), Nameless, Nobody),
            SqlLiteralShape.Build(number++, word => Sql(word, "contains"), "POST /cohortdefinition/sql"),
            SqlLiteralShape.Build(number++, word => Sql(word, "!startsWith"), "POST /cohortdefinition/sql"),
            GetHeadShape.Build(number++, "GET /info", "/info", Nobody),
            GetHeadShape.Build(number++, "GET /source/sources", "/source/sources", Nobody),
            ForeignOriginShape.Build(number++, "GET /info", "/info", Nobody),
            .. Singles(number),
        ];
    }

    private static IEnumerable<Scenario> Singles(long number) =>
        new[]
        {
            Ask("GET", "/nothing"),
            Ask("PATCH", "/conceptset/1"),
            Ask("GET", "/conceptset/99999999999999999999"),
            Ask("GET", "/vocabulary/OHDSI/search/%27%20OR%201=1"),
            Ask("GET", "/vocabulary/search?query=%00"),
            Ask("POST", "/conceptset/") with
            {
                ContentType = "application/json",
                Body = "{"u8.ToArray(),
            },
            Ask("POST", "/cohortdefinition/sql") with
            {
                ContentType = "application/json",
                Body = Encoding.UTF8.GetBytes(new string('[', 5000)),
            },
        }.Select(
            (request, i) =>
                new Scenario
                {
                    Number = number + i,
                    Kind = ScenarioKinds.Single,
                    Steps =
                    [
                        new RequestStep
                        {
                            Operation = request.Path,
                            Request = request,
                            Intent = RequestIntent.Open,
                        },
                    ],
                }
        );

    private static ResourceRoute Route(string collection) =>
        new()
        {
            Kind = collection,
            Collection = $"/{collection}/",
            Item = $"/{collection}/{{id}}",
            Captures = new Dictionary<string, string> { ["id"] = "json:id" },
            IdMember = "id",
            IsIdText = false,
        };

    private static ResourceBody Nameless { get; } = new("{}", RequestIntent.Invalid, "no name");

    private static ResourceBody Set(string name) => new($$"""{"name":"set {{name}}","description":"of 'any' type"}""");

    private static ResourceBody Cohort(string name) =>
        new(
            new JsonObject
            {
                ["name"] = $"cohort {name}",
                ["expressionType"] = "SIMPLE_EXPRESSION",
                ["expression"] = Expression("x", "contains").ToJsonString(),
            }.ToJsonString()
        );

    private static FuzzRequest Sql(string word, string @operator) =>
        Ask("POST", "/cohortdefinition/sql") with
        {
            ContentType = "application/json",
            Body = Encoding.UTF8.GetBytes(new JsonObject { ["expression"] = Expression(word, @operator) }.ToJsonString()),
        };

    private static JsonObject Expression(string word, string @operator) =>
        (JsonObject)
            JsonNode.Parse(
                $$"""
                {"ConceptSets":[],"PrimaryCriteria":{"CriteriaList":[{"ConditionOccurrence":{"StopReason":{"Text":{{JsonValue.Create(
                    word
                ).ToJsonString()}},"Op":"{{@operator}}"} } }],
                "ObservationWindow":{"PriorDays":0,"PostDays":0},"PrimaryCriteriaLimit":{"Type":"All"} },"QualifiedLimit":{"Type":"First"},"ExpressionLimit":{"Type":"First"},
                "InclusionRules":[],"CensoringCriteria":[],"CollapseSettings":{"CollapseType":"ERA","EraPad":0},"CensorWindow":{} }
                """
            )!;

    private static FuzzRequest Ask(string method, string path) => new() { Method = method, Path = path };
}
