using System.IO.Compression;
using System.Net;
using Phederation.Testing.Services;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Http;

public sealed class ConceptSetTests(SharedCluster shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_concept_set_is_made_filled_told_exported_and_removed()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        var made = await site.SendAsync(HttpMethod.Post, "/conceptset", """{ "name": " Diabetes ", "description": "of any type" }""");
        var id = made.GetProperty("id").GetInt32();
        Assert.Equal("Diabetes", made.GetProperty("name").GetString());
        Assert.True(made.GetProperty("createdDate").GetInt64() > 1_600_000_000_000);
        var items =
            """[ { "conceptId": 201820, "isExcluded": 0, "includeDescendants": 1, "includeMapped": 0 }, { "conceptId": 201254, "isExcluded": 1 } ]""";
        Assert.True((await site.SendAsync(HttpMethod.Put, $"/conceptset/{id}/items", items)).GetBoolean());
        Assert.Equal(2, (await site.GetAsync($"/conceptset/{id}/items")).GetArrayLength());
        var expression = await site.GetAsync($"/conceptset/{id}/expression");
        Assert.Equal(
            "Diabetes mellitus",
            expression.GetProperty("items")[0].GetProperty("concept").GetProperty("CONCEPT_NAME").GetString()
        );
        Assert.True(expression.GetProperty("items")[1].GetProperty("isExcluded").GetBoolean());
        Assert.Equal(2, (await site.GetAsync($"/conceptset/{id}/expression/OHDSI")).GetProperty("items").GetArrayLength());

        Assert.Equal(1, (await site.GetAsync("/conceptset/0/exists?name=Diabetes")).GetInt32());
        Assert.Equal(0, (await site.GetAsync($"/conceptset/{id}/exists?name=Diabetes")).GetInt32());
        Assert.Equal("COPY OF: Diabetes", (await site.GetAsync($"/conceptset/{id}/copy-name")).GetProperty("copyName").GetString());
        using (var twice = await site.TryAsync(HttpMethod.Post, "/conceptset", """{ "name": "Diabetes" }"""))
        {
            await twice.MustBeProblemAsync(409, Cancellation);
        }

        var renamed = await site.SendAsync(HttpMethod.Put, $"/conceptset/{id}", """{ "name": "Diabetes of adults" }""");
        Assert.Equal("Diabetes of adults", renamed.GetProperty("name").GetString());
        Assert.Equal(1, (await site.GetAsync("/conceptset/")).GetArrayLength());

        using (var export = await site.TryAsync(HttpMethod.Get, $"/conceptset/exportlist?conceptsets={id}+{id}"))
        {
            using var zip = new ZipArchive(await export.Content.ReadAsStreamAsync(Cancellation));
            Assert.Equal(
                ["conceptSetExpression.csv", "includedConcepts.csv", "mappedConcepts.csv"],
                zip.Entries.Select(entry => entry.Name)
            );
            using var reader = new StreamReader(zip.GetEntry("includedConcepts.csv")!.Open());
            Assert.Contains("Type 2 diabetes mellitus", await reader.ReadToEndAsync(Cancellation));
        }

        using (var removed = await site.TryAsync(HttpMethod.Delete, $"/conceptset/{id}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        }

        using var gone = await site.TryAsync(HttpMethod.Get, $"/conceptset/{id}");
        await gone.MustBeProblemAsync(404, Cancellation);
    }

    [Fact]
    public async Task Requests_that_can_not_be_answered_are_told_why()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster);
        foreach (
            var (method, path, json, status) in new (string, string, string?, int)[]
            {
                ("POST", "/conceptset", """{ "name": "" }""", 400),
                ("POST", "/conceptset", """{ "name": {} }""", 400),
                ("POST", "/conceptset", """{ "name": "a", "name": "b" }""", 400),
                ("POST", "/conceptset", "{ }", 400),
                ("POST", "/conceptset", "[]", 400),
                ("POST", "/conceptset", "null", 400),
                ("POST", "/conceptset", $$"""{ "name": "{{new string('x', 300)}}" }""", 400),
                ("PUT", "/conceptset/99999/items", "[]", 404),
                ("PUT", "/conceptset/1/items", """[ { "conceptId": -1 } ]""", 400),
                ("PUT", "/conceptset/1/items", """[ { "conceptId": 1e400 } ]""", 400),
                ("PUT", "/conceptset/99999", """{ "name": "x" }""", 404),
                ("DELETE", "/conceptset/99999", null, 404),
                ("GET", "/conceptset/exportlist?conceptsets=x", null, 400),
                ("GET", "/conceptset/x", null, 404),
                ("GET", "/conceptset/99999999999", null, 404),
                ("GET", "/conceptset/1/exists?name=%00", null, 400),
                ("PATCH", "/conceptset/1", null, 405),
            }
        )
        {
            using var response = await site.TryAsync(new HttpMethod(method), path, json);
            Assert.True((int)response.StatusCode == status, $"{method} {path} {json}: {(int)response.StatusCode}");
            await response.MustBeProblemAsync(status, Cancellation);
        }
    }
}
