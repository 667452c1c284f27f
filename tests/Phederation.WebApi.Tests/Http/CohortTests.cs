using System.Net;
using System.Text.Json;
using Phederation.Testing.Services;
using Phederation.WebApi.Tests.Support;

namespace Phederation.WebApi.Tests.Http;

public sealed class CohortTests(SharedCluster shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cohort_is_defined_generated_counted_copied_and_removed()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        var made = await site.SendAsync(HttpMethod.Post, "/cohortdefinition", SmallVocabulary.Definition("Diabetes, treated"));
        var id = made.GetProperty("id").GetInt32();
        Assert.Equal(JsonValueKind.Object, made.GetProperty("expression").ValueKind);
        var read = await site.GetAsync($"/cohortdefinition/{id}");
        // A text here: so clients of WebAPI read it. What this program does not know of is kept.
        Assert.Contains("cdmVersionRange", read.GetProperty("expression").GetString());
        Assert.Equal("SIMPLE_EXPRESSION", read.GetProperty("expressionType").GetString());

        var job = await site.GetAsync($"/cohortdefinition/{id}/generate/OHDSI");
        Assert.Equal("generateCohort", job.GetProperty("jobInstance").GetProperty("name").GetString());
        var info = await site.EndOfGenerationAsync(id);
        Assert.Equal("COMPLETE", info.GetProperty("status").GetString());
        Assert.True(info.GetProperty("isValid").GetBoolean(), info.GetRawText());
        Assert.Equal(id, info.GetProperty("id").GetProperty("cohortDefinitionId").GetInt32());
        // Of 8 with diabetes 4 are treated, and 2 of those are male.
        Assert.Equal(2, info.GetProperty("personCount").GetInt32());
        var execution = await site.GetAsync($"/job/execution/{job.GetProperty("executionId").GetInt64()}");
        Assert.Equal("COMPLETED", execution.GetProperty("status").GetString());

        var report = await site.GetAsync($"/cohortdefinition/{id}/report/OHDSI?mode=1");
        Assert.Equal(8, report.GetProperty("summary").GetProperty("baseCount").GetInt32());
        Assert.Equal(2, report.GetProperty("summary").GetProperty("finalCount").GetInt32());
        Assert.Equal("25.00%", report.GetProperty("summary").GetProperty("percentMatched").GetString());
        var rules = report.GetProperty("inclusionRuleStats");
        Assert.Equal(["Treated", "Male"], rules.EnumerateArray().Select(rule => rule.GetProperty("name").GetString()));
        Assert.Equal([4, 4], rules.EnumerateArray().Select(rule => rule.GetProperty("countSatisfying").GetInt32()));
        Assert.Equal("25.00%", rules[0].GetProperty("percentExcluded").GetString());
        using (var treemap = JsonDocument.Parse(report.GetProperty("treemapData").GetString()!))
        {
            Assert.Equal("11", treemap.RootElement.GetProperty("children")[0].GetProperty("children")[0].GetProperty("name").GetString());
        }

        Assert.Equal(2L, await site.RunAsync($"SELECT count(*) FROM results.cohort WHERE cohort_definition_id = {id}"));

        Assert.Equal("COPY OF: Diabetes, treated", (await site.GetAsync($"/cohortdefinition/{id}/copy")).GetProperty("name").GetString());
        Assert.Equal(
            "COPY OF: Diabetes, treated (1)",
            (await site.GetAsync($"/cohortdefinition/{id}/copy")).GetProperty("name").GetString()
        );
        Assert.Equal(1, (await site.GetAsync("/cohortdefinition/0/exists?name=Diabetes,%20treated")).GetInt32());
        var changed = await site.SendAsync(HttpMethod.Put, $"/cohortdefinition/{id}", SmallVocabulary.Definition("Diabetes"));
        Assert.Equal("Diabetes", changed.GetProperty("name").GetString());
        Assert.Equal(3, (await site.GetAsync("/cohortdefinition")).GetArrayLength());
        using (var export = await site.TryAsync(HttpMethod.Get, $"/cohortdefinition/{id}/export/conceptset"))
        {
            Assert.Equal(HttpStatusCode.OK, export.StatusCode);
        }

        using var removed = await site.TryAsync(HttpMethod.Delete, $"/cohortdefinition/{id}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(0L, await site.RunAsync($"SELECT count(*) FROM results.cohort WHERE cohort_definition_id = {id}"));
    }

    [Fact]
    public async Task A_generation_is_cancelled_and_an_interrupted_one_is_told_after_a_restart()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        var made = await site.SendAsync(HttpMethod.Post, "/cohortdefinition", SmallVocabulary.Definition("Slow"));
        var id = made.GetProperty("id").GetInt32();
        await using (await LockAsync(site))
        {
            await site.GetAsync($"/cohortdefinition/{id}/generate/OHDSI");
            await WaitUntilRunningAsync(site, id);
            using var cancel = await site.TryAsync(HttpMethod.Get, $"/cohortdefinition/{id}/cancel/OHDSI");
            Assert.Equal(HttpStatusCode.OK, cancel.StatusCode);
            var info = await site.EndOfGenerationAsync(id);
            Assert.True(info.GetProperty("isCanceled").GetBoolean(), info.GetRawText());

            await site.GetAsync($"/cohortdefinition/{id}/generate/OHDSI");
            await WaitUntilRunningAsync(site, id);
            await site.RestartAsync();
            info = await site.EndOfGenerationAsync(id);
            Assert.Equal("ERROR", info.GetProperty("status").GetString());
            Assert.Contains("interrupted", info.GetProperty("failMessage").GetString());
        }

        await site.GetAsync($"/cohortdefinition/{id}/generate/OHDSI");
        var again = await site.EndOfGenerationAsync(id);
        Assert.Equal("COMPLETE", again.GetProperty("status").GetString());
        Assert.True(again.GetProperty("isValid").GetBoolean(), again.GetRawText());
    }

    [Fact]
    public async Task A_run_that_a_killed_service_left_is_failed_by_the_next_one()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        var made = await site.SendAsync(HttpMethod.Post, "/cohortdefinition", SmallVocabulary.Definition("Killed"));
        var id = made.GetProperty("id").GetInt32();
        await site.RunAsync(
            $"INSERT INTO webapi.cohort_generation_info (id, source_id, start_time, status, is_valid) SELECT {id}, source_id, now(), 2, false FROM webapi.source"
        );
        await site.RestartAsync();
        var info = await site.EndOfGenerationAsync(id);
        Assert.Equal("ERROR", info.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Designs_are_checked_and_written_as_SQL()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster);
        var sql = await site.SendAsync(
            HttpMethod.Post,
            "/cohortdefinition/sql",
            $$"""{ "expression": {{SmallVocabulary.Diabetes}}, "options": { "cdmSchema": "cdm", "cohortId": 3, "generateStats": true } }"""
        );
        var text = sql.GetProperty("templateSql").GetString()!;
        Assert.Contains("FROM cdm.condition_occurrence", text);
        Assert.Contains("@results_database_schema.cohort_summary_stats", text);
        Assert.DoesNotContain("@cdm_database_schema", text);
        Assert.DoesNotContain("@text_", text);
        var translated = await site.SendAsync(
            HttpMethod.Post,
            "/sqlrender/translate",
            """{ "SQL": "SELECT * FROM @a.b", "targetdialect": "postgresql", "parameters": { "a": "c" } }"""
        );
        Assert.Equal("SELECT * FROM c.b", translated.GetProperty("targetSQL").GetString());

        var warnings = (await site.SendAsync(HttpMethod.Post, "/cohortdefinition/check", SmallVocabulary.Diabetes)).GetProperty("warnings");
        Assert.DoesNotContain(warnings.EnumerateArray(), warning => warning.GetProperty("severity").GetString() == "CRITICAL");
        var bad = (
            await site.SendAsync(
                HttpMethod.Post,
                "/cohortdefinition/checkV2",
                """
                { "name": "x", "expression": { "ConceptSets": [ { "id": 0, "name": "Nothing", "expression": { "items": [] } } ],
                  "InclusionRules": [ { "name": "Empty", "expression": { "Type": "ALL" } } ] } }
                """
            )
        ).GetProperty("warnings");
        var found = bad.EnumerateArray()
            .Select(warning => (warning.GetProperty("severity").GetString(), warning.GetProperty("type").GetString()))
            .ToList();
        Assert.Contains(("CRITICAL", "DefaultWarning"), found);
        Assert.Contains(("CRITICAL", "ConceptSetWarning"), found);
        Assert.Contains(("CRITICAL", "IncompleteRuleWarning"), found);
    }

    [Fact]
    public async Task What_is_wrong_with_a_definition_is_told_with_its_place()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        await MustFailAsync(
            400,
            "$.expression.PrimaryCriteria.CriteriaList[0]",
            """{ "PrimaryCriteria": { "CriteriaList": [ { "Nonsense": {} } ] } }"""
        );
        await MustFailAsync(
            400,
            "$.expression.PrimaryCriteria.CriteriaList[0].Measurement.ValueAsNumber.Op",
            """{ "PrimaryCriteria": { "CriteriaList": [ { "Measurement": { "ValueAsNumber": { "Op": "; DROP TABLE x", "Value": 1 } } } ] } }"""
        );
        await MustFailAsync(
            400,
            "OccurrenceStartDate.Value",
            """{ "PrimaryCriteria": { "CriteriaList": [ { "Death": { "OccurrenceStartDate": { "Op": "lt", "Value": "2010-02-30" } } } ] } }"""
        );
        await MustFailAsync(400, "ConceptSets", """{ "ConceptSets": 5 }""");
        await MustFailAsync(400, "expression", "[]");
        await MustFailAsync(400, "", new string('[', 500) + new string(']', 500));

        // A design that is not complete is kept, and refused when it is to be generated.
        var draft = await site.SendAsync(HttpMethod.Post, "/cohortdefinition", SmallVocabulary.Definition("Draft", "{}"));
        var id = draft.GetProperty("id").GetInt32();
        using (var generate = await site.TryAsync(HttpMethod.Get, $"/cohortdefinition/{id}/generate/OHDSI"))
        {
            Assert.Contains("entry event", await generate.MustBeProblemAsync(422, Cancellation));
        }

        using (var nowhere = await site.TryAsync(HttpMethod.Get, $"/cohortdefinition/{id}/generate/NONE"))
        {
            await nowhere.MustBeProblemAsync(404, Cancellation);
        }

        using var names = await site.TryAsync(
            HttpMethod.Post,
            "/cohortdefinition/sql",
            """{ "expression": {}, "options": { "cdmSchema": "a; DROP TABLE b" } }"""
        );
        Assert.Contains("$.options.cdmSchema", await names.MustBeProblemAsync(400, Cancellation));

        async Task MustFailAsync(int status, string detail, string expression)
        {
            using var response = await site.TryAsync(HttpMethod.Post, "/cohortdefinition", SmallVocabulary.Definition("Wrong", expression));
            Assert.Contains(detail, await response.MustBeProblemAsync(status, Cancellation));
        }
    }

    [Fact]
    public async Task A_text_of_a_definition_is_never_SQL()
    {
        await using var site = await SiteWebApi.StartAsync(shared.Cluster, SmallVocabulary.Sql);
        var expression = """
            { "PrimaryCriteria": { "CriteriaList": [ { "ConditionOccurrence": { "StopReason": { "Op": "contains", "Text": "'; DELETE FROM omopcdm.person; -- \\" } } } ] },
              "InclusionRules": [ { "name": "a'); DROP TABLE results.cohort; --", "expression": { "Type": "ALL", "DemographicCriteriaList": [ {} ] } } ] }
            """;
        var made = await site.SendAsync(HttpMethod.Post, "/cohortdefinition", SmallVocabulary.Definition("Hostile", expression));
        var id = made.GetProperty("id").GetInt32();
        await site.GetAsync($"/cohortdefinition/{id}/generate/OHDSI");
        var info = await site.EndOfGenerationAsync(id);
        Assert.True(info.GetProperty("isValid").GetBoolean(), info.GetRawText());
        Assert.Equal(10L, await site.RunAsync("SELECT count(*) FROM omopcdm.person"));
        Assert.Equal(0L, await site.RunAsync("SELECT count(*) FROM results.cohort"));
    }

    private async Task<Npgsql.NpgsqlConnection> LockAsync(SiteWebApi site)
    {
        // As a long query would: the generation waits for the table.
        var connection = new Npgsql.NpgsqlConnection(shared.Cluster.Connection(site.Database));
        await connection.OpenAsync(Cancellation);
        await using var command = new Npgsql.NpgsqlCommand(
            "BEGIN; LOCK TABLE omopcdm.condition_occurrence IN ACCESS EXCLUSIVE MODE",
            connection
        );
        await command.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    private static async Task WaitUntilRunningAsync(SiteWebApi site, int id)
    {
        while ((await site.GetAsync($"/cohortdefinition/{id}/info"))[0].GetProperty("status").GetString() != "RUNNING")
        {
            await Task.Delay(20, Cancellation);
        }
    }
}
