using System.Text.Json;
using Phederation.Fuzzing.Campaigns.Pool;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Models.WebApi;

public sealed class WebApiServiceModelTests
{
    private static readonly IServiceModel Model = ServiceModels.Known.Make("webapi");

    private static readonly string[] Criteria =
    [
        "ConditionEra",
        "ConditionOccurrence",
        "Death",
        "DeviceExposure",
        "DoseEra",
        "DrugEra",
        "DrugExposure",
        "LocationRegion",
        "Measurement",
        "Observation",
        "ObservationPeriod",
        "PayerPlanPeriod",
        "ProcedureOccurrence",
        "Specimen",
        "VisitDetail",
        "VisitOccurrence",
    ];

    [Fact]
    public void Reads_that_change_something_are_marked()
    {
        var changing = Model
            .Operations.Where(operation => operation is { Method: "GET", Changes: true })
            .Select(operation => operation.Template);

        Assert.Equal("ohdsi-webapi-2.14", Model.Name);
        Assert.Contains("/cohortdefinition/{id}/generate/{sourceKey}", changing);
        Assert.Contains("/source/refresh", changing);
        Assert.Contains(Model.Operations, operation => operation is { Name: "POST /cohortdefinition", Produces: "/cohortdefinition" });
    }

    [Fact]
    public void Every_operation_is_asked_for_with_what_it_needs()
    {
        var context = new ComposeContext(new ResourcePool(), ["alice"], []);
        foreach (var operation in Model.Operations)
        {
            for (var seed = 0; seed < 20; seed++)
            {
                var scenario = Model.Compose(operation, seed, context, new FuzzRandom((ulong)seed))!;
                var paths = scenario.Steps.OfType<RequestStep>().Select(step => step.Request.Path).ToList();
                Assert.DoesNotContain(paths, path => path.Contains("sourceKey", StringComparison.Ordinal));
                Assert.DoesNotContain(
                    scenario.Steps.OfType<RequestStep>(),
                    step => step.Request.Body is not null && step.Intent is not RequestIntent.Open
                );
            }
        }

        var generate = Model.Operations.Single(operation => operation.Template == "/cohortdefinition/{id}/generate/{sourceKey}");
        var steps = Model.Compose(generate, 1, context, new FuzzRandom(1))!.Steps.OfType<RequestStep>().ToList();
        Assert.Equal(
            ["POST /cohortdefinition", "GET /source/sources"],
            steps.Take(2).Select(step => $"{step.Request.Method} {step.Request.Path}")
        );
        Assert.Equal("/cohortdefinition/{{.0.id}}/generate/{{.1.id}}", steps[2].Request.Path);
    }

    [Fact]
    public void Cohorts_have_all_kinds_of_criteria()
    {
        var context = new ComposeContext(new ResourcePool(), [], []);
        var sql = Model.Operations.Single(operation => operation.Template == "/cohortdefinition/sql");
        var kinds = new HashSet<string>();
        for (var seed = 0; seed < 600; seed++)
        {
            var body = ((RequestStep)Model.Compose(sql, seed, context, new FuzzRandom((ulong)seed))!.Steps[^1]).Request.Body ?? default;
            if (body.Length < 100_000)
            {
                kinds.UnionWith(CriteriaIn(body));
            }
        }

        Assert.Empty(Criteria.Except(kinds));
    }

    private static IEnumerable<string> CriteriaIn(ReadOnlyMemory<byte> body)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body.Span);
        }
        catch (JsonException)
        {
            // Bytes were changed in it.
            yield break;
        }

        if (
            root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("expression", out var expression)
            && expression.ValueKind == JsonValueKind.Object
            && expression.TryGetProperty("PrimaryCriteria", out var primary)
            && primary.ValueKind == JsonValueKind.Object
            && primary.TryGetProperty("CriteriaList", out var list)
            && list.ValueKind == JsonValueKind.Array
        )
        {
            foreach (var criteria in list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
            {
                foreach (var member in criteria.EnumerateObject().Where(member => char.IsAsciiLetterUpper(member.Name[0])))
                {
                    yield return member.Name;
                }
            }
        }
    }
}
