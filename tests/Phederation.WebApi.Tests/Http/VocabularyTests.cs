using System.Net;
using System.Text.Json;
using Phederation.Testing.Services;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Http;

public sealed class VocabularyTests(SharedCluster shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sources_and_the_vocabulary_are_told_as_WebAPI_tells_them()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        Assert.Equal("2.14.0", (await site.GetAsync("/info")).GetProperty("version").GetString());

        var source = Assert.Single((await site.GetAsync("/source/sources")).EnumerateArray().ToList());
        Assert.Equal("OHDSI", source.GetProperty("sourceKey").GetString());
        Assert.Equal("postgresql", source.GetProperty("sourceDialect").GetString());
        Assert.Equal(
            ["CDM", "Vocabulary", "Results", "Temp"],
            source.GetProperty("daimons").EnumerateArray().Select(daimon => daimon.GetProperty("daimonType").GetString())
        );
        Assert.False(source.TryGetProperty("connection", out _));
        Assert.Equal("OHDSI", (await site.GetAsync("/source/OHDSI")).GetProperty("sourceKey").GetString());
        Assert.Equal(1, (await site.GetAsync("/source/refresh")).GetArrayLength());
        Assert.Equal("OHDSI", (await site.GetAsync("/source/priorityVocabulary")).GetProperty("sourceKey").GetString());

        Assert.Equal("v5.0 31-AUG-23", (await site.GetAsync("/vocabulary/OHDSI/info")).GetProperty("version").GetString());
        Assert.Equal(2, (await site.GetAsync("/vocabulary/OHDSI/domains")).GetArrayLength());
        Assert.Equal("ICD-10-CM", (await site.GetAsync("/vocabulary/vocabularies"))[0].GetProperty("VOCABULARY_NAME").GetString());

        var concept = await site.GetAsync("/vocabulary/OHDSI/concept/4058243");
        Assert.Equal("Classification", concept.GetProperty("STANDARD_CONCEPT_CAPTION").GetString());
        Assert.Equal("Invalid", concept.GetProperty("INVALID_REASON_CAPTION").GetString());
        Assert.Equal(1435622400000, concept.GetProperty("VALID_END_DATE").GetInt64());
        Assert.Equal("N", (await site.GetAsync("/vocabulary/concept/45600642")).GetProperty("STANDARD_CONCEPT").GetString());
    }

    [Fact]
    public async Task Searches_find_parts_of_names_and_codes_with_and_without_the_index()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal([201254, 201826], Ids(await site.GetAsync("/vocabulary/OHDSI/search/S%20MELLITUS")).GetRange(2, 2));
            Assert.Equal([1503297], Ids(await site.GetAsync("/vocabulary/search/tform")));
            Assert.Equal([45600642], Ids(await site.GetAsync("/vocabulary/OHDSI/search?query=e11.6")));
            Assert.Equal([201820], Ids(await site.GetAsync("/vocabulary/OHDSI/search?query=201820")));
            Assert.Equal([4058243], Ids(await site.GetAsync("/vocabulary/OHDSI/search?query=100%25")));
            Assert.Equal([4058243], Ids(await site.GetAsync("/vocabulary/OHDSI/search?query=s_x")));
            Assert.Equal(2, (await site.GetAsync("/vocabulary/OHDSI/search?query=diabetes&rows=2")).GetArrayLength());
            Assert.Equal([], Ids(await site.GetAsync("/vocabulary/OHDSI/search?query='%3B--")));
            var filtered = await site.SendAsync(
                HttpMethod.Post,
                "/vocabulary/OHDSI/search",
                """{ "QUERY": "diabetes", "VOCABULARY_ID": ["SNOMED"], "STANDARD_CONCEPT": "S", "INVALID_REASON": "V", "DOMAIN_ID": ["Condition"] }"""
            );
            Assert.Equal([201820, 201254, 201826], Ids(filtered));
            var lexical = await site.SendAsync(HttpMethod.Post, "/vocabulary/search", """{ "QUERY": "onset adult", "IS_LEXICAL": true }""");
            Assert.Equal([201826], Ids(lexical));
            await WaitForIndexAsync(site);
        }
    }

    [Fact]
    public async Task Concepts_are_looked_up_related_and_resolved()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        Assert.Equal([1503297], Ids(await site.SendAsync(HttpMethod.Post, "/vocabulary/OHDSI/lookup/identifiers", "[1503297, 5]")));
        Assert.Equal([201820], Ids(await site.SendAsync(HttpMethod.Post, "/vocabulary/lookup/sourcecodes", """["73211009"]""")));
        Assert.Equal(
            [201826, 45600642, 0],
            Ids(await site.SendAsync(HttpMethod.Post, "/vocabulary/OHDSI/lookup/mapped", "[201826]"))
                .OrderBy(id => id == 0 ? int.MaxValue : id)
        );
        var related = await site.GetAsync("/vocabulary/OHDSI/concept/201826/related");
        Assert.Equal([201820, 45600642], Ids(related).Order());
        var mapped = related.EnumerateArray().Single(concept => concept.GetProperty("CONCEPT_ID").GetInt32() == 45600642);
        Assert.Contains("Has relation to descendant of", mapped.GetProperty("RELATIONSHIP_CAPTION").GetString());
        Assert.Equal([201820], Ids(await site.GetAsync("/vocabulary/OHDSI/concept/201826/ancestorAndDescendant")));
        Assert.Equal(4, (await site.GetAsync("/vocabulary/OHDSI/concept/201820/descendants")).GetArrayLength());
        Assert.Equal([201820], Ids(await site.SendAsync(HttpMethod.Post, "/vocabulary/OHDSI/commonAncestors", "[201826, 201254]")));

        const string set = """
            { "items": [ { "concept": { "CONCEPT_ID": 201820 }, "includeDescendants": true, "includeMapped": true },
              { "concept": { "CONCEPT_ID": 201254 }, "isExcluded": true } ] }
            """;
        var ids = await site.SendAsync(HttpMethod.Post, "/vocabulary/OHDSI/resolveConceptSetExpression", set);
        // The descendant that is invalid is none of them.
        Assert.Equal([201820, 201826, 45600642], ids.EnumerateArray().Select(id => id.GetInt32()));
        Assert.Equal(3, (await site.SendAsync(HttpMethod.Post, "/vocabulary/included-concepts/count", set)).GetInt32());
        var compared = await site.SendAsync(
            HttpMethod.Post,
            "/vocabulary/OHDSI/compare",
            $$"""[ {{set}}, { "items": [ { "concept": { "CONCEPT_ID": 201820 } }, { "concept": { "CONCEPT_ID": 1503297 } } ] } ]"""
        );
        Assert.Equal(4, compared.GetArrayLength());
        Assert.Equal(1, compared[0].GetProperty("conceptIn1And2").GetInt32());
    }

    [Fact]
    public async Task What_can_not_be_understood_is_told_with_its_place()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        await MustBeAsync(site, HttpMethod.Get, "/vocabulary/OHDSI/concept/7", null, 404, "");
        await MustBeAsync(site, HttpMethod.Get, "/vocabulary/NONE/info", null, 404, "");
        await MustBeAsync(site, HttpMethod.Get, "/vocabulary/OHDSI/search?query=x&rows=-1", null, 400, "rows");
        await MustBeAsync(site, HttpMethod.Get, "/vocabulary/OHDSI/search?query=%00", null, 400, "");
        await MustBeAsync(site, HttpMethod.Post, "/vocabulary/OHDSI/lookup/identifiers", """["x"]""", 400, "$[0]");
        await MustBeAsync(site, HttpMethod.Post, "/vocabulary/OHDSI/lookup/identifiers", """[99999999999]""", 400, "$[0]");
        await MustBeAsync(site, HttpMethod.Post, "/vocabulary/OHDSI/lookup/identifiers", """{"a":1}""", 400, "array");
        await MustBeAsync(site, HttpMethod.Post, "/vocabulary/OHDSI/lookup/identifiers", "[", 400, "");
        await MustBeAsync(site, HttpMethod.Post, "/vocabulary/OHDSI/search", """{"QUERY":{"a":1}}""", 400, "$.QUERY");
        await MustBeAsync(site, HttpMethod.Post, "/vocabulary/OHDSI/resolveConceptSetExpression", """{"items":[{}]}""", 400, "$.items[0]");
        await MustBeAsync(site, HttpMethod.Post, "/vocabulary/OHDSI/compare", "[]", 400, "two");
    }

    private static async Task MustBeAsync(SiteWebApi site, HttpMethod method, string path, string? json, int status, string detail)
    {
        using var response = await site.TryAsync(method, path, json);
        Assert.Contains(detail, await response.MustBeProblemAsync(status, Cancellation));
    }

    private static async Task WaitForIndexAsync(SiteWebApi site)
    {
        while (
            await site.RunAsync(
                "SELECT count(*) FROM pg_index WHERE indexrelid IN (to_regclass('omopcdm.concept_name_trigrams'), to_regclass('omopcdm.concept_code_trigrams')) AND indisvalid"
            )
                is not 2L
        )
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Equal(HttpStatusCode.OK, (await site.TryAsync(HttpMethod.Get, "/source/refresh")).StatusCode);
    }

    private static List<int> Ids(JsonElement concepts) =>
        [.. concepts.EnumerateArray().Select(concept => concept.GetProperty("CONCEPT_ID").GetInt32())];
}
