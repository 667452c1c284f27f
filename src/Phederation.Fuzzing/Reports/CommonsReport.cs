using System.Globalization;
using System.Text.Json;
using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzzing.Reports;

/// <summary>
/// The report as a document of Web Fuzzing Commons, which readers of several fuzzers' reports share. A test case is a scenario of the journal. Source: the
/// schema report.yaml of the repository WebFuzzing/Commons, 0.6.0.
/// </summary>
public static class CommonsReport
{
    /// <summary>The version of the schema that the document keeps to.</summary>
    public const string SchemaVersion = "0.6.0";

    private const int MostWarnings = 100;
    private const int HighestStatus = 599;

    /// <summary>The document's bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="journal">The journal's file, relative to the document.</param>
    public static byte[] Write(CampaignReport report, string journal)
    {
        var endpoints = Endpoints(report.Journal);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schemaVersion", SchemaVersion);
            json.WriteString("toolName", "phederation-fuzz");
            json.WriteString("toolVersion", report.Journal.Header.Tool);
            // When the last of it was known, not when the file was written: the same journal gives the same bytes.
            json.WriteString("creationTime", report.Journal.Header.Started.UtcDateTime + report.Journal.Elapsed);
            json.WriteNumber("totalTests", report.Tests.Count);
            json.WriteNumber("executionTimeInSeconds", (long)Math.Ceiling(report.Journal.Elapsed.TotalSeconds));
            Faults(json, report, endpoints);
            Problem(json, report, endpoints);
            json.WriteStartArray("testFilePaths");
            json.WriteStringValue(journal);
            json.WriteEndArray();
            Tests(json, report, journal);
            Coverage(json, report);
            Warnings(json, report);
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    // What doesn't show itself each time is told as a warning, and is no fault there.
    private static void Faults(Utf8JsonWriter json, CampaignReport report, Dictionary<string, string> endpoints)
    {
        var faults = report.Faults.Where(fault => fault.Summary.Verdict != BucketVerdict.Flaky).ToList();
        json.WriteStartObject("faults");
        json.WriteNumber("totalNumber", faults.Count);
        json.WriteStartArray("foundFaults");
        foreach (var fault in faults)
        {
            var endpoint = Endpoint(endpoints, fault.Summary.First.Operation);
            json.WriteStartObject();
            json.WriteString("operationId", endpoint);
            // The schema describes the one name and requires the other.
            json.WriteString("endpointId", endpoint);
            json.WriteString("testCaseId", Id(fault.Summary.Scenario));
            json.WriteStartArray("faultCategories");
            json.WriteStartObject();
            json.WriteNumber("code", CommonsFault.NumberOf(fault));
            json.WriteString("context", Excerpt.Text($"{fault.Summary.Key.Oracle} {fault.Id} {fault.Summary.Key.Detail}".TrimEnd()));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Problem(Utf8JsonWriter json, CampaignReport report, Dictionary<string, string> endpoints)
    {
        json.WriteStartObject("problemDetails");
        json.WriteStartObject("rest");
        json.WriteNumber("outputHttpCalls", report.Tests.Sum(test => (long)test.Requests));
        json.WriteNumber("evaluatedHttpCalls", report.Journal.Requests);
        json.WriteStartArray("endpointIds");
        foreach (
            var id in endpoints
                .Values.Concat(report.Faults.Select(fault => Endpoint(endpoints, fault.Summary.First.Operation)))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        )
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        json.WriteStartArray("coveredHttpStatus");
        foreach (var test in report.Tests)
        {
            foreach (var covered in test.Covered.GroupBy(pair => Endpoint(endpoints, pair.Key), pair => pair.Value))
            {
                Covered(json, test, covered.Key, covered.SelectMany(statuses => statuses));
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Covered(Utf8JsonWriter json, ReportedTest test, string endpoint, IEnumerable<int> statuses)
    {
        json.WriteStartObject();
        json.WriteString("endpointId", endpoint);
        json.WriteString("testCaseId", Id(test.Scenario));
        json.WriteStartArray("httpStatus");
        foreach (var status in statuses.Where(status => status is > 0 and <= HighestStatus).Distinct().Order())
        {
            json.WriteNumberValue(status);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Tests(Utf8JsonWriter json, CampaignReport report, string journal)
    {
        json.WriteStartArray("testCases");
        foreach (var test in report.Tests)
        {
            json.WriteStartObject();
            json.WriteString("id", Id(test.Scenario));
            json.WriteString("filePath", journal);
            json.WriteString("name", Id(test.Scenario));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Coverage(Utf8JsonWriter json, CampaignReport report)
    {
        json.WriteStartArray("extra");
        json.WriteStartObject();
        json.WriteString("toolName", "phederation-fuzz");
        json.WriteStartArray("criteria");
        Criterion("operations that succeeded", report.Journal.Operations.Count(operation => operation.Succeeded));
        Criterion("operations that were asked", report.Journal.Operations.Count);
        Criterion("kinds of answers", report.Answers.Distinct);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();

        void Criterion(string name, int covered)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("covered", covered);
            json.WriteEndObject();
        }
    }

    private static void Warnings(Utf8JsonWriter json, CampaignReport report)
    {
        json.WriteStartArray("warnings");
        foreach (var fault in report.Faults.Where(fault => fault.Summary.Verdict == BucketVerdict.Flaky).Take(MostWarnings))
        {
            Warning("flaky", 1, $"{fault.Id} {fault.Summary.Key}: {TextReport.Verdict(fault)}");
        }

        foreach (var notice in report.Journal.Notices.Take(MostWarnings))
        {
            Warning("journal", 2, notice);
        }

        if (report.NotShown > 0)
        {
            Warning("length", 3, string.Create(CultureInfo.InvariantCulture, $"{report.NotShown} more faults are in the journal."));
        }

        json.WriteEndArray();

        void Warning(string category, int priority, string message)
        {
            json.WriteStartObject();
            json.WriteString("message", Excerpt.Text(message));
            json.WriteString("category", category);
            json.WriteNumber("displayPriority", priority);
            json.WriteEndObject();
        }
    }

    private static Dictionary<string, string> Endpoints(CampaignJournal journal)
    {
        var endpoints = journal
            .Header.Operations.DistinctBy(operation => operation.Name)
            .ToDictionary(
                operation => operation.Name,
                operation => $"{operation.Method}:{(operation.Template.Length == 0 ? "/" : operation.Template)}",
                StringComparer.Ordinal
            );
        foreach (var asked in journal.Operations)
        {
            endpoints.TryAdd(asked.Operation, asked.Operation);
        }

        return endpoints;
    }

    private static string Endpoint(Dictionary<string, string> endpoints, string operation) =>
        endpoints.GetValueOrDefault(operation, operation);

    private static string Id(long scenario) => string.Create(CultureInfo.InvariantCulture, $"scenario-{scenario}");
}
