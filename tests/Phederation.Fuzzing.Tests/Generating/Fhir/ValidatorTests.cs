using System.Text.Json.Nodes;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Fhir;

namespace Phederation.Fuzzing.Tests.Generating.Fhir;

/// <summary>Generated resources are valid for those who didn't write the generator.</summary>
public sealed class ValidatorTests(ITestOutputHelper output)
{
    private const int EachType = 35;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_of_all_types_are_valid_for_two_other_validators()
    {
        using var validators = await Validators.InstallAsync(Cancellation);
        var generator = new FhirGenerator(new FuzzRandom(2026));
        var resources = FhirGenerator
            .Types.SelectMany(type => Enumerable.Range(0, EachType).Select(_ => generator.Resource(type)))
            .ToList();

        var found = await validators.ValidateAsync(resources.Select(FhirText.Bytes), Cancellation);

        Assert.Equal(resources.Count, found.Count);
        Judge("medplum", resources, [.. found.Select(one => one.Medplum)]);
        Judge("schema", resources, [.. found.Select(one => one.Schema)]);
    }

    /// <summary>Nearly all are valid, and what isn't is a mistake of the validator that is known.</summary>
    private void Judge(string validator, IReadOnlyList<JsonObject> resources, IReadOnlyList<string[]> complaints)
    {
        var mistakes = ValidatorMistake.All.Where(one => one.Validator == validator).ToList();
        var refused = complaints.Count(one => one.Length > 0);
        var unexplained = resources
            .Zip(complaints)
            .Where(one => one.Second.Length > 0 && !mistakes.Exists(mistake => mistake.Explains(one.Second[0])))
            .Select(one => $"{one.First["resourceType"]}: {one.Second[0]}")
            .ToList();
        var rate = 1 - ((double)refused / resources.Count);
        output.WriteLine(
            $"{validator}: {rate:P2} of {resources.Count} valid, {unexplained.Count} refused for a reason that isn't the validator's own"
        );
        unexplained.ForEach(output.WriteLine);
        Assert.True(rate >= 0.97, $"{validator}: {rate:P2}\n{string.Join('\n', unexplained)}");
        Assert.True(unexplained.Count <= resources.Count / 1000, string.Join('\n', unexplained));
    }
}
