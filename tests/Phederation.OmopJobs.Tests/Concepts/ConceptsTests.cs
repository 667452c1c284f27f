using System.Text;
using Npgsql;
using Phederation.OmopJobs.Tests.Support;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Testing.Services;

namespace Phederation.OmopJobs.Tests.Concepts;

public sealed class ConceptsTests : IClassFixture<SharedDatabase>, IDisposable
{
    private const string Header =
        "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,standard_concept,concept_code,valid_start_date,valid_end_date,invalid_reason\n";

    private readonly SiteDatabase _database;
    private readonly TempFolder _folder = new();

    public ConceptsTests(SharedDatabase shared) => _database = shared.Database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Own_vocabulary_is_loaded_once_changed_and_found_unchanged()
    {
        var schema = await SchemaAsync(constraints: true);
        await WriteAsync(
            "vocabulary.csv",
            "vocabulary_id,vocabulary_name,vocabulary_reference,vocabulary_version,vocabulary_concept_id\nHONEUR,\"The \"\"own\"\" one, of ours\",ref,,2000000001\n"
        );
        await WriteAsync(
            "CONCEPT.csv",
            Header
                + "2000000001,Own vocabulary,Metadata,HONEUR,Class,,OMOP generated,2020-01-01,2099-12-31,\r\n"
                + "2000000002,Café du coin,Metadata,HONEUR,Class,,c2,20200101,20991231,\r\n"
        );
        await WriteAsync(
            "concept_relationship.csv",
            "concept_id_1\tconcept_id_2\trelationship_id\tvalid_start_date\tvalid_end_date\tinvalid_reason\n"
                + "2000000002\t1\tMaps to\t20200101\t20991231\t\n1\t2000000002\tMaps to\t20200101\t20991231\t\n"
        );
        await WriteAsync("concept_synonym.csv", "concept_id,concept_synonym_name,language_concept_id\n2000000002,Bar,1\n");
        await WriteAsync(
            "concept_ancestor.csv",
            "ancestor_concept_id,descendant_concept_id,min_levels_of_separation,max_levels_of_separation\n2000000001,2000000002,1,1\n"
        );

        var dry = (await RunAsync(schema, "--dry-run")).Ended(0);
        Assert.Contains("concept: 2 new, 0 changed, 0 unchanged", dry.Output, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync(schema, "concept", "concept_id >= 2000000000"));

        var first = (await RunAsync(schema)).Ended(0);
        Assert.Contains("vocabulary: 1 new, 0 changed, 0 unchanged", first.Output, StringComparison.Ordinal);
        Assert.Contains("concept_relationship: 2 new", first.Output, StringComparison.Ordinal);
        Assert.Equal(
            1L,
            await CountAsync(
                schema,
                "concept",
                "concept_name = 'Café du coin' AND valid_end_date = '2099-12-31' AND invalid_reason IS NULL"
            )
        );
        Assert.Equal(
            1L,
            await CountAsync(schema, "vocabulary", "vocabulary_name = 'The \"own\" one, of ours' AND vocabulary_version IS NULL")
        );

        var second = (await RunAsync(schema)).Ended(0);
        Assert.Contains("concept: 0 new, 0 changed, 2 unchanged", second.Output, StringComparison.Ordinal);
        Assert.Contains("concept_synonym: 0 new, 0 changed, 1 unchanged", second.Output, StringComparison.Ordinal);

        await WriteAsync("CONCEPT.csv", Header + "2000000002,Café au lait,Metadata,HONEUR,Class,S,c2,20200101,20991231,D\n");
        var third = (await RunAsync(schema)).Ended(0);
        Assert.Contains("concept: 0 new, 1 changed, 0 unchanged", third.Output, StringComparison.Ordinal);
        Assert.Equal(
            1L,
            await CountAsync(schema, "concept", "concept_name = 'Café au lait' AND standard_concept = 'S' AND invalid_reason = 'D'")
        );
    }

    [Fact(Timeout = 300_000)]
    public async Task Every_error_of_the_files_is_told_with_its_place_and_nothing_is_connected()
    {
        await WriteAsync(
            "concept.csv",
            Header
                + "5,Name,Metadata,V,Class,,c,2020-01-01,2099-12-31,\n"
                + "2000000003,,Metadata,V,Class,,c,2020-01-01,2099-12-31,\n"
                + "x,Name,Metadata,V,Class,,c,2020-13-01,2099-12-31,\n"
                + "2000000004,Name,Metadata,A vocabulary of 25 letters,Class,X,c,2020-01-01,2099-12-31,\n"
                + "2000000005,Name,Metadata,V,Class,,c,2020-01-01,2019-12-31,Z\n"
                + "2000000006,Name,Metadata,V,Class,,c,2020-01-01,2099-12-31,\n"
                + "2000000006,Name,Metadata,V,Class,,c,2020-01-01,2099-12-31,\n"
                + "2000000007,Name,Metadata\n"
                + "2000000008,\"Name\"s,Metadata,V,Class,,c,2020-01-01,2099-12-31,\n"
                + "2000000009,\"Never closed\n"
        );
        await WriteAsync("concept_synonym.csv", "concept_id,concept_synonym_nam,language_concept_id\n2000000002,Bar,1\n");
        await WriteAsync("concepts.csv", "x\n");
        await File.WriteAllBytesAsync(
            _folder["domain.csv"],
            [.. "domain_id,domain_name,domain_concept_id\nd,"u8, 0xE9, .. ",1\n"u8],
            Cancellation
        );

        var result = (await Job.RunAsync(Cancellation, "custom-concepts", "--folder", _folder.Path, "--host", "nowhere.invalid")).Ended(3);

        foreach (
            var expected in new[]
            {
                "concept.csv:2:1: concept_id: a site's own concepts have ids from 2000000000 on",
                "concept.csv:3:12: concept_name: a value is needed",
                "concept.csv:4:1: concept_id: 'x' is no whole number of 32 bits",
                "concept.csv:4:28: valid_start_date: '2020-13-01' is no date such as 2024-12-31",
                "concept.csv:5:26: vocabulary_id: 26 characters; at most 20 fit",
                "concept.csv:6:48: valid_end_date: it ends before it starts",
                "concept.csv:6:59: invalid_reason: D, U or nothing is accepted",
                "concept.csv:8:1: concept_id: the same concept_id as in line 7",
                "concept.csv:9:1: the line has 3 fields, the header 10",
                "concept.csv:10:18: a separator or the line's end must follow the closing quote",
                "concept.csv:11:12: the quote is never closed",
                "concept_synonym.csv:1:12: the table concept_synonym has no field 'concept_synonym_nam'",
                "concept_synonym.csv:1:1: the field concept_synonym_name is missing in the header",
                "concepts.csv:1:1: no file of custom concepts has this name",
                "domain.csv:2:3: the text is not UTF-8",
                "nothing was loaded",
            }
        )
        {
            Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Reference_to_nothing_and_row_of_others_are_refused_and_all_is_undone()
    {
        var schema = await SchemaAsync(constraints: false);
        await WriteAsync(
            "concept.csv",
            Header
                + "2000000001,Good,Metadata,None,Class,,c,2020-01-01,2099-12-31,\n"
                + "2000000002,Bad,Nowhere,None,Class,,c,2020-01-01,2099-12-31,\n"
        );
        await WriteAsync("domain.csv", "domain_id,domain_name,domain_concept_id\nMetadata,Renamed,1\n");

        var result = (await RunAsync(schema)).Ended(3);

        Assert.Contains("concept.csv:3:16: domain_id: domain has no such domain_id", result.Error, StringComparison.Ordinal);
        Assert.Contains("domain.csv:2:1: the database has this row with other content", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 errors; nothing was loaded", result.Error, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync(schema, "concept", "concept_id >= 2000000000"));
        Assert.Equal(0L, await CountAsync(schema, "domain", "domain_name = 'Renamed'"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Errors_are_shown_up_to_a_bound()
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < 1000; i++)
        {
            text.Append("1,Name,Metadata,V,Class,,c,2020-01-01,2099-12-31,\n");
        }

        await WriteAsync("concept.csv", text.ToString());

        var result = (await Job.RunAsync(Cancellation, "custom-concepts", "--folder", _folder.Path)).Ended(3);

        Assert.Contains("1999 errors, of which 100 are shown", result.Error, StringComparison.Ordinal);
        Assert.Equal(101, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact(Timeout = 300_000)]
    public async Task Missing_folder_and_empty_folder_are_told()
    {
        (await Job.RunAsync(Cancellation, "custom-concepts", "--folder", _folder["nothing"])).Ended(4);
        (await Job.RunAsync(Cancellation, "custom-concepts", "--folder", _folder.Path)).Ended(4);
        await WriteAsync("concept.csv", "");
        Assert.Contains(
            "concept.csv:1:1: the file is empty",
            (await Job.RunAsync(Cancellation, "custom-concepts", "--folder", _folder.Path)).Ended(3).Error,
            StringComparison.Ordinal
        );
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(_folder[name], text, Cancellation);

    private Task<ProcessResult> RunAsync(string schema, params string[] more) =>
        Job.RunAsync(Cancellation, ["custom-concepts", .. _database.Options(), "--schema", schema, "--folder", _folder.Path, .. more]);

    private Task<object?> CountAsync(string schema, string table, string where) =>
        _database.RunAsync($"SELECT count(*) FROM {schema}.{table} WHERE {where}", Cancellation);

    private async Task<string> SchemaAsync(bool constraints)
    {
        var schema = await _database.NewSchemaAsync(Cancellation);
        await using var admin = await _database.ConnectAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO {schema}.concept VALUES (1, 'Standard', 'Metadata', 'None', 'Class', NULL, 's', '1970-01-01', '2099-12-31', NULL);
            INSERT INTO {schema}.vocabulary VALUES ('None', 'n', 'r', NULL, 1);
            INSERT INTO {schema}.domain VALUES ('Metadata', 'Metadata', 1);
            INSERT INTO {schema}.concept_class VALUES ('Class', 'Class', 1);
            INSERT INTO {schema}.relationship VALUES ('Maps to', 'm', '0', '0', 'Maps to', 1);
            """,
            admin
        );
        await command.ExecuteNonQueryAsync(Cancellation);
        if (constraints)
        {
            (await Job.RunAsync(Cancellation, ["indexes-and-constraints", .. _database.Options(), "--schema", schema])).Ended(0);
        }

        return schema;
    }
}
