using System.Text;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Models.Fhir;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Models.Fhir;

public sealed class FhirServiceModelTests
{
    private static readonly FhirServiceModel Model = new();
    private static readonly HashSet<string> Names = Model.Operations.Select(operation => operation.Name).ToHashSet();
    private static readonly ComposeContext Empty = new(new NoResources(), [], []);
    private static readonly ComposeContext Full = new(new SomeResources(), ["jane", "john", "worker"], ["odd"u8.ToArray()]);

    [Fact]
    public void Operations_are_all_interactions_with_all_types_under_names_of_their_own()
    {
        Assert.Equal(Model.Operations.Count, Names.Count);
        Assert.Superset(
            new HashSet<string>
            {
                "create Patient",
                "search Observation",
                "vread Claim",
                "transaction",
                "capabilities",
                "operation $everything of Patient",
            },
            Names
        );
        Assert.True(Model.Operations.Count > 1700, $"{Model.Operations.Count} operations");
    }

    [Fact]
    public void Every_operation_composes_in_many_ways_and_names_operations_of_the_model()
    {
        var composed = new HashSet<string>();
        var kinds = new HashSet<string>();
        foreach (var operation in Model.Operations)
        {
            for (var way = 0; way < 8; way++)
            {
                var random = new FuzzRandom(3).Fork($"{operation.Name} {way}");
                if (Model.Compose(operation, 40 + way, Full, random) is not { } scenario)
                {
                    continue;
                }

                Assert.NotEmpty(scenario.Steps);
                Assert.Equal(40 + way, scenario.Number);
                Assert.All(scenario.Needs, needed => Assert.Equal(SomeResources.Maker, needed));
                Assert.All(
                    scenario.Steps,
                    step => Assert.True(Names.Contains(step.Operation), $"{operation.Name} made '{step.Operation}'")
                );
                Assert.All(
                    scenario.Steps.OfType<RequestStep>(),
                    step => Assert.True(step.Intent != RequestIntent.Invalid || step.Fault is not null)
                );
                composed.Add(operation.Name);
                kinds.Add(scenario.Kind);
            }
        }

        Assert.Empty(Names.Except(composed));
        Assert.Empty(
            typeof(ScenarioKinds)
                .GetFields()
                .Select(field => (string)field.GetValue(null)!)
                .Except(kinds)
                .Except([
                    ScenarioKinds.EventRead,
                    ScenarioKinds.Repeat,
                    ScenarioKinds.SqlLiteral,
                    ScenarioKinds.AccessStranger,
                    ScenarioKinds.AccessSearch,
                ])
        );
    }

    [Fact]
    public void Same_seed_makes_the_same_requests_byte_for_byte()
    {
        foreach (var operation in Model.Operations.Where((_, at) => at % 7 == 0))
        {
            Assert.Equal(Text(operation), Text(operation));
        }

        static string Text(OperationModel operation) =>
            Model.Compose(operation, 5, Full, new FuzzRandom(9).Fork(operation.Name)) is { } scenario
                ? string.Join('\n', scenario.Steps.OfType<RequestStep>().Select(Describe))
                : "";
    }

    [Fact]
    public void Server_without_resources_and_actors_is_asked_for_what_needs_none()
    {
        var none = Model.Operations.Where(operation => Model.Compose(operation, 1, Empty, new FuzzRandom(1).Fork(operation.Name)) is null);

        Assert.All(
            none,
            operation =>
                Assert.True(
                    operation.Name.StartsWith("read ", StringComparison.Ordinal)
                        || operation.Name.StartsWith("access ", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void Patients_of_actors_are_whose_data_is_made_and_who_is_kept_from_it()
    {
        var model = new FhirServiceModel(
            new FhirServiceOptions
            {
                Types = ["Observation"],
                Patients = new Dictionary<string, string> { ["jane"] = "p1", ["john"] = "p2" },
            }
        );
        var access = model.Operations.Single(operation => operation.Name == "access Observation");
        var others = new HashSet<string>();
        for (var way = 0; way < 40; way++)
        {
            var scenario = model.Compose(access, 1, Full, new FuzzRandom(2).Fork($"{way}"))!;
            var create = (RequestStep)scenario.Steps[0];
            var owner = create.Request.Actor;
            Assert.Contains(
                $"\"subject\":{{\"reference\":\"Patient/{(owner == "jane" ? "p1" : "p2")}\"}}",
                Encoding.UTF8.GetString(create.Request.Body!.Value.Span),
                StringComparison.Ordinal
            );
            others.UnionWith(scenario.Steps.OfType<RequestStep>().Select(step => step.Request.Actor).Where(actor => actor != owner));
        }

        Assert.Equal(["anonymous", "jane", "john"], others.Order());
        Assert.Throws<ArgumentException>(() => new FhirServiceModel(new FhirServiceOptions { Types = ["Nothing"] }));
    }

    private static string Describe(RequestStep step) =>
        $"{step.Operation} {step.Request.Method} {step.Request.Path} {step.Request.Actor} {(step.Request.Body is { } body ? Convert.ToHexString(body.Span) : "")}";

    private sealed class NoResources : IResourceView
    {
        public PooledResource? Live(string? kind, FuzzRandom random) => null;

        public PooledResource? Deleted(string? kind, FuzzRandom random) => null;

        public PooledResource? Denied(string? kind, string actor, FuzzRandom random) => null;
    }

    private sealed class SomeResources : IResourceView
    {
        public const long Maker = 3;

        public PooledResource? Live(string? kind, FuzzRandom random) => Of(kind, 0);

        public PooledResource? Deleted(string? kind, FuzzRandom random) => Of(kind, 1);

        public PooledResource? Denied(string? kind, string actor, FuzzRandom random) => Of(kind, 2);

        private static PooledResource Of(string? kind, int step) =>
            new(
                new ResourceReference(kind ?? "Patient", Maker, step),
                FuzzRequest.Anonymous,
                new Dictionary<string, string> { ["id"] = "1" }
            );
    }
}
