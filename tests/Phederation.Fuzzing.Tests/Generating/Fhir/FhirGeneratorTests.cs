using System.Text.Json.Nodes;
using Phederation.FhirModel;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Generating.Fhir.Searching;

namespace Phederation.Fuzzing.Tests.Generating.Fhir;

public sealed class FhirGeneratorTests
{
    public static TheoryData<string> Types => [.. FhirGenerator.Types];

    private static FhirGenerator Generator(ulong seed) => new(new FuzzRandom(seed));

    [Theory]
    [MemberData(nameof(Types))]
    public void Resources_of_every_type_are_valid_for_the_sites_server(string type)
    {
        var generator = Generator(11);
        for (var count = 0; count < 100; count++)
        {
            var resource = generator.Resource(type);

            var complaints = OurValidator.Complaints(resource);

            Assert.True(complaints.Count == 0, $"{string.Join('\n', complaints)}\n{resource.ToJsonString()}");
        }
    }

    [Fact]
    public void Same_seed_makes_the_same_bytes()
    {
        var (one, other) = (Generator(5), Generator(5));
        // What others draw meanwhile changes nothing.
        Generator(6).Resource("Patient");

        foreach (var type in FhirGenerator.Types)
        {
            Assert.Equal(FhirText.Bytes(one.Resource(type)), FhirText.Bytes(other.Resource(type)));
        }

        Assert.NotEqual(FhirText.Bytes(Generator(5).Resource("Patient")), FhirText.Bytes(Generator(7).Resource("Patient")));
    }

    [Fact]
    public void Size_and_depth_are_bounded()
    {
        var generator = Generator(21);

        var sizes = Enumerable
            .Range(0, 20_000)
            .Select(at => FhirText.Bytes(generator.Resource(FhirGenerator.Types[at % FhirGenerator.Types.Count])))
            .ToList();

        Assert.InRange(sizes.Max(body => body.Length), 1000, 64 * 1024);
        Assert.InRange(sizes.Average(body => body.Length), 200, 2000);
        Assert.All(sizes, body => Assert.InRange(Depth(JsonNode.Parse(body)!), 1, 40));
    }

    [Fact]
    public void Every_element_is_made_sooner_or_later()
    {
        var definitions = FhirDefinitions.R4;
        var made = new HashSet<string>();
        var generator = new FhirGenerator(
            new FuzzRandom(31),
            null,
            new FhirGeneratorOptions
            {
                Optional = 0.5,
                MostElements = 300,
                Extension = 0.1,
                Contained = 0.1,
            }
        );
        foreach (var type in FhirGenerator.Types)
        {
            for (var count = 0; count < 150; count++)
            {
                foreach (var (name, _) in generator.Resource(type))
                {
                    made.Add($"{type}.{name}");
                }
            }
        }

        var missing = FhirGenerator
            .Types.SelectMany(type => definitions.Type(type)!.Elements.Select(element => (type, element)))
            .Where(one => !one.element.Properties.Any(name => made.Contains($"{one.type}.{name}")))
            // Nobody may know what they mean, and a server must refuse what it doesn't know; an id is given by who asks; what is contained follows
            // from references, which some types hardly have.
            .Where(one => one.element.Name is not ("id" or "implicitRules" or "modifierExtension" or "contained"))
            // A StructureDefinition is made as a constraint, which has no context of an extension.
            .Where(one => $"{one.type}.{one.element.Name}" is not ("StructureDefinition.context" or "StructureDefinition.contextInvariant"))
            .Select(one => $"{one.type}.{one.element.Name}");

        Assert.Empty(missing);
    }

    [Fact]
    public void References_lead_to_resources_that_are_there_where_they_are_known()
    {
        var generator = new FhirGenerator(new FuzzRandom(41), new Live(), new FhirGeneratorOptions { Optional = 0.6 });

        var texts = Enumerable.Range(0, 200).Select(_ => generator.Resource("Observation").ToJsonString()).ToList();

        Assert.Contains(texts, text => text.Contains("\"Patient/live\"", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("\"Patient/r", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("\"contained\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Id_is_the_one_that_was_asked_for() => Assert.Equal("jane", (string?)Generator(1).Resource("Patient", "jane")["id"]);

    [Fact]
    public void Type_that_is_none_is_refused() => Assert.Throws<ArgumentException>(() => Generator(1).Resource("HumanName"));

    private static int Depth(JsonNode node) =>
        node switch
        {
            JsonObject parent => 1 + (parent.Count == 0 ? 0 : parent.Max(one => one.Value is null ? 0 : Depth(one.Value))),
            JsonArray array => 1 + (array.Count == 0 ? 0 : array.Max(one => one is null ? 0 : Depth(one))),
            _ => 1,
        };

    [Fact]
    public void Texts_are_free_of_what_stands_for_ids_and_addresses_leave_it_as_it_is()
    {
        var generator = Generator(45);
        Assert.All(
            FhirGenerator.Types.SelectMany(type => Enumerable.Range(0, 20).Select(_ => generator.Resource(type).ToJsonString())),
            text => Assert.DoesNotContain("{{", text, StringComparison.Ordinal)
        );
        Assert.Equal("subject=Patient%2F{{3.0.id}}", new SearchCriterion("subject", "Patient/{{3.0.id}}", "reference").ToString());
    }

    private sealed class Live : IReferenceSource
    {
        public string? Find(string type, FuzzRandom random) => type == "Patient" ? "live" : null;
    }
}
