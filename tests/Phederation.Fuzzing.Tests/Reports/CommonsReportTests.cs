using System.Text.Json;
using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Reports;
using Phederation.Fuzzing.Tests.Campaigns;
using Phederation.Fuzzing.Tests.Journals;
using Phederation.Testing;
using Phederation.Testing.Fuzzed;

namespace Phederation.Fuzzing.Tests.Reports;

/// <summary>The document against the facts of its schema, which are told here anew, and against the journal that it is of.</summary>
public sealed class CommonsReportTests
{
    private static readonly string[] Required =
    [
        "schemaVersion",
        "toolName",
        "toolVersion",
        "creationTime",
        "faults",
        "problemDetails",
        "totalTests",
        "testFilePaths",
        "testCases",
        "executionTimeInSeconds",
    ];

    [Fact(Timeout = 120_000)]
    public async Task Document_of_a_campaign_keeps_to_the_schema_and_has_the_buckets_of_the_journal()
    {
        using var folder = new TempFolder();
        await using var service = await NotesService.StartAsync();
        await new NotesCampaign(service.Base, folder.Path).RunAsync();
        var journal = CampaignJournal.Read(folder.Path);

        using var document = Write(journal);

        Check(document.RootElement);
        var faults = document.RootElement.GetProperty("faults");
        Assert.Equal(
            journal.Buckets.Where(bucket => bucket.Verdict != BucketVerdict.Flaky).Select(bucket => bucket.Key.Id).Order(),
            Categories(faults).Select(category => category.GetProperty("context").GetString()!.Split(' ')[1]).Order()
        );
        Assert.Contains(100, Categories(faults).Select(category => category.GetProperty("code").GetInt32()));
        var rest = document.RootElement.GetProperty("problemDetails").GetProperty("rest");
        Assert.Equal(journal.Requests, rest.GetProperty("evaluatedHttpCalls").GetInt64());
        var covered = rest.GetProperty("coveredHttpStatus")
            .EnumerateArray()
            .SelectMany(one =>
                one.GetProperty("httpStatus").EnumerateArray().Select(status => (Text(one, "endpointId"), status.GetInt32()))
            );
        var endpoints = journal.Header.Operations.ToDictionary(one => one.Name, one => $"{one.Method}:{one.Template}");
        Assert.Equal(
            journal
                .Operations.SelectMany(one =>
                    one.ByStatus.Keys.Where(status => status > 0)
                        .Select(status => (endpoints.GetValueOrDefault(one.Operation, one.Operation), status))
                )
                .ToHashSet(),
            covered.ToHashSet()
        );
    }

    [Theory]
    [InlineData("server-error", FindingSeverity.Error, 100)]
    [InlineData("error-outcome", FindingSeverity.Error, 101)]
    [InlineData("invalid-accepted", FindingSeverity.Warning, 102)]
    [InlineData("use-after-delete", FindingSeverity.Error, 103)]
    [InlineData("use-after-delete", FindingSeverity.Note, 904)]
    [InlineData("failed-create", FindingSeverity.Error, 104)]
    [InlineData("sql-escaping", FindingSeverity.Critical, 200)]
    [InlineData("access-effect", FindingSeverity.Critical, 206)]
    [InlineData("stranger", FindingSeverity.Critical, 903)]
    [InlineData("crash", FindingSeverity.Critical, 900)]
    [InlineData("unheard-of", FindingSeverity.Note, 999)]
    public void Oracle_has_the_number_of_what_it_finds(string oracle, FindingSeverity severity, int code)
    {
        using var folder = new TempFolder();
        using (var writer = JournalWriter.Create(folder.Path, JournalSamples.Header, TimeProvider.System))
        {
            writer.Add(JournalSamples.Run(0) with { Findings = [new Finding(oracle, severity, "read thing", 1, "Odd.", "\u0001 odd")] });
        }

        using var document = Write(CampaignJournal.Read(folder.Path));

        Check(document.RootElement);
        var category = Assert.Single(Categories(document.RootElement.GetProperty("faults")));
        Assert.Equal(code, category.GetProperty("code").GetInt32());
        Assert.StartsWith(oracle + " ", category.GetProperty("context").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_oracle_has_a_number()
    {
        var oracles = OracleSets.Http().Concat(OracleSets.Fhir()).Concat(OracleSets.Rest(hasProblems: true));
        using var folder = new TempFolder();
        using (var writer = JournalWriter.Create(folder.Path, JournalSamples.Header, TimeProvider.System))
        {
            writer.Add(
                JournalSamples.Run(0) with
                {
                    Findings =
                    [
                        .. oracles
                            .DistinctBy(oracle => oracle.Name)
                            .Select(oracle => new Finding(oracle.Name, FindingSeverity.Error, "read thing", 1, "Odd.", "odd")),
                    ],
                }
            );
        }

        using var document = Write(CampaignJournal.Read(folder.Path));

        Assert.DoesNotContain(
            Categories(document.RootElement.GetProperty("faults")),
            category => category.GetProperty("code").GetInt32() == 999
        );
    }

    [Fact]
    public void Campaign_without_a_request_has_a_document()
    {
        using var folder = new TempFolder();
        JournalWriter.Create(folder.Path, JournalSamples.Header, TimeProvider.System).Dispose();

        using var document = Write(CampaignJournal.Read(folder.Path));

        Check(document.RootElement);
        Assert.Equal(0, document.RootElement.GetProperty("totalTests").GetInt32());
    }

    private static JsonDocument Write(CampaignJournal journal)
    {
        var report = CampaignReport.Of(journal);
        var bytes = CommonsReport.Write(report, "journal.jsonl");
        Assert.Equal(bytes, CommonsReport.Write(report, "journal.jsonl"));
        return JsonDocument.Parse(bytes);
    }

    private static void Check(JsonElement root)
    {
        Assert.All(Required, name => Assert.True(root.TryGetProperty(name, out _), name));
        Assert.True(root.GetProperty("creationTime").TryGetDateTimeOffset(out _));
        var files = root.GetProperty("testFilePaths").EnumerateArray().Select(file => file.GetString()).ToList();
        Assert.Equal(files.Distinct(), files);
        var tests = root.GetProperty("testCases").EnumerateArray().Select(test => Text(test, "id")).ToList();
        Assert.Equal(root.GetProperty("totalTests").GetInt32(), tests.Distinct().Count());
        Assert.All(root.GetProperty("testCases").EnumerateArray(), test => Assert.Contains(Text(test, "filePath"), files));

        var rest = root.GetProperty("problemDetails").GetProperty("rest");
        var endpoints = rest.GetProperty("endpointIds").EnumerateArray().Select(id => id.GetString()!).ToList();
        Assert.Equal(endpoints.Distinct(), endpoints);
        Assert.InRange(rest.GetProperty("outputHttpCalls").GetInt64(), 0, rest.GetProperty("evaluatedHttpCalls").GetInt64());
        foreach (var covered in rest.GetProperty("coveredHttpStatus").EnumerateArray())
        {
            Assert.Contains(Text(covered, "endpointId"), endpoints);
            Assert.Contains(Text(covered, "testCaseId"), tests);
            var statuses = covered.GetProperty("httpStatus").EnumerateArray().Select(status => status.GetInt32()).ToList();
            Assert.All(statuses, status => Assert.InRange(status, 0, 599));
            Assert.Equal(statuses.Distinct(), statuses);
        }

        var faults = root.GetProperty("faults");
        foreach (var fault in faults.GetProperty("foundFaults").EnumerateArray())
        {
            Assert.Contains(Text(fault, "operationId"), endpoints);
            Assert.Equal(Text(fault, "operationId"), Text(fault, "endpointId"));
            Assert.Contains(Text(fault, "testCaseId"), tests);
            Assert.NotEmpty(fault.GetProperty("faultCategories").EnumerateArray());
        }

        var categories = Categories(faults).Select(one => (one.GetProperty("code").GetInt32(), Text(one, "context"))).ToList();
        Assert.All(categories, one => Assert.True(one.Item1 is >= 100 and <= 104 or >= 200 and <= 206 or >= 900 and <= 999));
        Assert.Equal(faults.GetProperty("totalNumber").GetInt32(), categories.Distinct().Count());
    }

    private static IEnumerable<JsonElement> Categories(JsonElement faults) =>
        faults.GetProperty("foundFaults").EnumerateArray().SelectMany(fault => fault.GetProperty("faultCategories").EnumerateArray());

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
