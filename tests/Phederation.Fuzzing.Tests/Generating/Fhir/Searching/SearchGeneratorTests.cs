using Phederation.Fhir.Access;
using Phederation.Fhir.Interactions;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Searching;
using Phederation.FhirModel;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Generating.Faults;
using Phederation.Fuzzing.Generating.Fhir;
using Phederation.Fuzzing.Generating.Fhir.Searching;

namespace Phederation.Fuzzing.Tests.Generating.Fhir.Searching;

public sealed class SearchGeneratorTests
{
    public static TheoryData<FaultKind> Kinds => [.. SearchGenerator.FaultKinds];

    [Fact]
    public void Searches_of_every_type_are_understood_by_the_sites_server()
    {
        var generator = new SearchGenerator(new FuzzRandom(51));
        foreach (var type in FhirGenerator.Types)
        {
            for (var count = 0; count < 60; count++)
            {
                var query = generator.Make(type);
                if (query.Criteria.Any(one => one.IsRare))
                {
                    continue;
                }

                var complaint = Complaint(query);

                Assert.True(complaint is null, $"{type}?{query.Text}: {complaint}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Searches_with_a_fault_are_refused_by_the_sites_server(FaultKind kind)
    {
        var generator = new SearchGenerator(new FuzzRandom(52));
        foreach (var type in FhirGenerator.Types)
        {
            for (var count = 0; count < 12; count++)
            {
                var query = generator.MakeFaulty(type, kind);

                Assert.Equal(kind, query.Fault?.Kind);
                Assert.True(Complaint(query) is not null || query.Criteria.Any(one => one.IsRare), $"{type}?{query.Text} ({query.Fault})");
            }
        }
    }

    [Fact]
    public void Every_search_parameter_is_used_sooner_or_later()
    {
        var generator = new SearchGenerator(new FuzzRandom(53));
        var used = new HashSet<string>();
        foreach (var type in FhirGenerator.Types)
        {
            for (var count = 0; count < 600; count++)
            {
                used.UnionWith(generator.Make(type).Criteria.Select(one => $"{type}.{one.Name.Split(':')[0]}"));
            }
        }

        var all = FhirGenerator
            .Types.SelectMany(type => FhirDefinitions.R4.Parameters(type).Keys.Select(code => $"{type}.{code}"))
            .ToList();

        Assert.Equal(2280, all.Count);
        Assert.Empty(all.Except(used));
    }

    [Fact]
    public void All_features_are_made()
    {
        var generator = new SearchGenerator(new FuzzRandom(54));

        var features = FhirGenerator
            .Types.SelectMany(type => Enumerable.Range(0, 100).SelectMany(_ => generator.Make(type).Criteria))
            .Select(one => one.Feature)
            .ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "number",
                "date",
                "string",
                "string:exact",
                "string:contains",
                "token",
                "token:not",
                "token:text",
                "token:of-type",
                "token:in",
                "reference",
                "reference:type",
                "reference:identifier",
                "composite",
                "quantity",
                "uri",
                "uri:below",
                "missing",
                "chain string",
                "_has token",
                "_include",
                "_include:iterate",
                "_revinclude",
                "_sort",
                "_count",
                "_elements",
                "_summary",
                "_total",
                "_id",
                "_lastUpdated",
                "_text",
                "near",
            },
            features
        );
    }

    [Fact]
    public void Same_seed_makes_the_same_searches()
    {
        var (one, other) = (new SearchGenerator(new FuzzRandom(9)), new SearchGenerator(new FuzzRandom(9)));

        foreach (var type in FhirGenerator.Types)
        {
            Assert.Equal(one.Make(type).Text, other.Make(type).Text);
            Assert.Equal(one.MakeFaulty(type).Text, other.MakeFaulty(type).Text);
        }
    }

    /// <summary>What the server has to say of a search, by the code that takes it apart; null where it carries it out.</summary>
    private static string? Complaint(SearchQuery query)
    {
        try
        {
            var request = SearchParser.Parse(query.Type, null, QueryText.Parse(query.Text), isStrict: true);
            var sql = new SqlText();
            var builder = new ConditionBuilder(sql, AccessScope.Everything, TimeProvider.System, "http://127.0.0.1/fhir");
            var unknown = request.Criteria.FirstOrDefault(one => builder.Of([query.Type], "r", one.Key, one.Value) is null);
            var ignored = new List<string>();
            _ = new SearchOrder(request, sql, "r", ignored);
            return unknown.Key is not null ? $"{unknown.Key} is unknown" : ignored.FirstOrDefault();
        }
        catch (FhirException exception)
        {
            return exception.Message;
        }
    }
}
