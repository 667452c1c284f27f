using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Faults;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Tests.Generating.Fhir;

namespace Phederation.Fuzzing.Tests.Generating.Faults;

public sealed class FaultMakerTests
{
    public static TheoryData<FaultKind> Kinds => [.. FaultMaker.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Faults_of_every_kind_are_refused_by_the_sites_server(FaultKind kind)
    {
        var random = new FuzzRandom(3);
        var (generator, faults) = (new FhirGenerator(random.Fork("bodies")), new FaultMaker(random.Fork("faults")));
        var made = 0;
        for (var at = 0; made < 300 && at < 20_000; at++)
        {
            var resource = generator.Resource(FhirGenerator.Types[at % FhirGenerator.Types.Count]);
            var before = resource.ToJsonString();
            if (faults.Make(resource, kind) is not { } faulty)
            {
                continue;
            }

            made++;
            Assert.Equal(kind, faulty.Label.Kind);
            Assert.Equal(before, resource.ToJsonString());
            if (kind != FaultKind.IdMismatch)
            {
                Assert.True(
                    OurValidator.Complaints(faulty.Body).Count > 0,
                    $"{faulty.Label}\n{System.Text.Encoding.UTF8.GetString(faulty.Body.AsSpan(0, Math.Min(2000, faulty.Body.Length)))}"
                );
            }

            if (kind == FaultKind.HugeString && made == 5)
            {
                return;
            }
        }

        Assert.True(made >= 10, $"only {made} were made");
    }

    [Fact]
    public void Same_seed_makes_the_same_faults()
    {
        var resource = new FhirGenerator(new FuzzRandom(1)).Resource("Patient");
        var (one, other) = (new FaultMaker(new FuzzRandom(2)), new FaultMaker(new FuzzRandom(2)));

        for (var count = 0; count < 50; count++)
        {
            var (left, right) = (one.Make(resource), other.Make(resource));
            Assert.Equal(left.Label, right.Label);
            Assert.Equal(left.Body, right.Body);
        }
    }

    [Fact]
    public void Kind_of_a_query_is_no_kind_of_a_body() =>
        Assert.Throws<ArgumentException>(() => new FaultMaker(new FuzzRandom(1)).Make([], FaultKind.BadChain));
}
