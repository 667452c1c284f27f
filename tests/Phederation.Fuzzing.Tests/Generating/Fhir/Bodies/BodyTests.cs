using System.Text.Json;
using System.Text.Json.Nodes;
using Phederation.Fhir.Json;
using Phederation.Fhir.Patching;
using Phederation.FhirModel;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Generating.Fhir.Bodies;

namespace Phederation.Fuzzing.Tests.Generating.Fhir.Bodies;

public sealed class BodyTests
{
    private readonly FuzzRandom _random = new(61);
    private readonly FhirGenerator _generator = new(new FuzzRandom(62));

    [Fact]
    public void Patches_lead_from_a_valid_resource_to_a_valid_resource()
    {
        var patches = new JsonPatchGenerator(_random, _generator);
        foreach (var type in FhirGenerator.Types)
        {
            for (var count = 0; count < 25; count++)
            {
                var before = _generator.Resource(type, "r1");
                var (patch, after) = patches.Make(before);

                var result = JsonPatch.Parse(FhirJson.Parse(FhirText.Bytes(patch))).Apply(FhirText.Bytes(before));

                Assert.True(
                    JsonNode.DeepEquals(after, JsonNode.Parse(result.GetRawText())),
                    $"{before.ToJsonString()}\n{patch.ToJsonString()}"
                );
                var complaints = OurValidator.Complaints(after);
                Assert.True(complaints.Count == 0, $"{string.Join('\n', complaints)}\n{before.ToJsonString()}\n{patch.ToJsonString()}");
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bundles_are_valid_and_change_no_resource_twice(bool isTransaction)
    {
        var bundles = new BundleGenerator(_random, _generator);
        for (var count = 0; count < 500; count++)
        {
            var bundle = bundles.Make(isTransaction, FhirGenerator.Types);

            Assert.Empty(OurValidator.Complaints(bundle));
            var changed = bundle["entry"]!
                .AsArray()
                .Select(entry => entry!["request"]!)
                .Where(request => (string)request["method"]! is "PUT" or "DELETE" or "PATCH")
                .Select(request => (string)request["url"]!)
                .ToList();
            Assert.Equal(changed.Count, changed.Distinct().Count());
        }
    }

    [Fact]
    public void Transactions_have_resources_that_refer_to_each_other()
    {
        var bundles = new BundleGenerator(_random, _generator);

        Assert.Contains(
            Enumerable.Range(0, 100).Select(_ => bundles.Make(true, ["Observation", "Condition"]).ToJsonString()),
            text => text.Contains("\"reference\":\"urn:uuid:", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Operations_are_called_where_they_are_and_with_valid_inputs()
    {
        var operations = new OperationGenerator(_random, _generator);
        foreach (var operation in FhirOperation.R4)
        {
            for (var count = 0; count < 40; count++)
            {
                var call = operations.Make(operation);

                Assert.EndsWith($"${operation.Code}", call.Path, StringComparison.Ordinal);
                Assert.True(call.Query is null != call.Body is null);
                var complaints = call.Body is { } body ? OurValidator.Complaints(body) : [];
                Assert.True(complaints.Count == 0, $"{string.Join('\n', complaints)}\n{call.Body?.ToJsonString()}");
                Assert.True(
                    call.Body is null || Names(call.Body).IsSupersetOf(operation.Inputs.Where(one => one.Min > 0).Select(one => one.Name)),
                    call.Body?.ToJsonString()
                );
            }
        }
    }

    /// <summary>The inputs; all of them where the body is the one input itself.</summary>
    private static HashSet<string> Names(JsonObject body) =>
        (string?)body["resourceType"] != "Parameters" || body["parameter"] is null && body.Count > 1
            ? [.. FhirOperation.R4.SelectMany(one => one.Inputs).Select(one => one.Name)]
            : [.. (body["parameter"] as JsonArray ?? []).Select(one => (string)one!["name"]!)];

    [Fact]
    public void Variations_keep_type_and_id()
    {
        var before = _generator.Resource("Patient", "jane");

        var after = _generator.Vary(before);

        Assert.Equal(("Patient", "jane"), ((string?)after["resourceType"], (string?)after["id"]));
        Assert.Equal(JsonValueKind.String, before["id"]!.GetValueKind());
    }
}
