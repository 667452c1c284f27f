using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Faults;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Tests.Generating.Fhir;

namespace Phederation.Fuzzing.Tests.Generating.Faults;

/// <summary>Faults are faults for those who didn't write what makes them, too.</summary>
public sealed class FaultValidatorTests(ITestOutputHelper output)
{
    private const int EachKind = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Faults_are_refused_by_two_other_validators_where_they_look_for_them()
    {
        using var validators = await Validators.InstallAsync(Cancellation);
        var bodies = Make().ToList();

        var found = await validators.ValidateAsync(bodies.Select(one => one.Body), Cancellation);

        var weak = new List<string>();
        foreach (var group in bodies.Zip(found).GroupBy(one => FaultSight.Of(one.First.Label)))
        {
            var sight = group.Key;
            var medplum = group.Count(one => one.Second.Medplum.Length > 0) / (double)group.Count();
            var schema = group.Count(one => one.Second.Schema.Length > 0) / (double)group.Count();
            var line =
                $"{sight.Kind, -18}{sight.Detail, -10} {group.Count(), 4}  medplum {Shown(medplum, sight.Medplum)}  schema {Shown(schema, sight.Schema)}  {sight.Why}";
            output.WriteLine(line);
            if ((sight.Medplum && medplum < 0.97) || (sight.Schema && schema < 0.97))
            {
                weak.Add(line);
            }
        }

        Assert.True(weak.Count == 0, string.Join('\n', weak));
    }

    [Fact]
    public void Every_kind_of_fault_is_seen_or_a_reason_is_given()
    {
        Assert.Equal(FaultMaker.Kinds, FaultSight.All.Select(one => one.Kind).Distinct().Order());
        Assert.All(FaultSight.All, one => Assert.True((one.Medplum && one.Schema) || one.Why.Length > 0, $"{one.Kind}"));
    }

    private static string Shown(double rate, bool isHeld) => isHeld ? $"{rate:P0}" : $"({rate:P0})";

    private static IEnumerable<FaultyBody> Make()
    {
        var random = new FuzzRandom(2026);
        var (generator, faults) = (new FhirGenerator(random.Fork("bodies")), new FaultMaker(random.Fork("faults")));
        foreach (var kind in FaultMaker.Kinds)
        {
            var wanted = kind is FaultKind.HugeString or FaultKind.DeepNesting ? 10 : EachKind;
            for (var at = 0; wanted > 0 && at < 5000; at++)
            {
                if (faults.Make(generator.Resource(FhirGenerator.Types[at % FhirGenerator.Types.Count]), kind) is { } faulty)
                {
                    wanted--;
                    yield return faulty;
                }
            }
        }
    }
}
