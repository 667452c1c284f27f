using System.Text.Encodings.Web;
using System.Text.Json;

namespace Phederation.Images.Auditing.Reporting;

/// <summary>The report as JSON.</summary>
internal static class AuditJson
{
    private const int MostOfACheck = 500;
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(AuditReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("image", report.Image);
            json.WriteString("imageId", report.ImageId.ToString());
            json.WriteBoolean("passed", report.IsPassed);
            json.WriteString("maxSeverity", Word(report.Policy.MaxSeverity));
            json.WriteStartObject("counts");
            foreach (var severity in Enum.GetValues<AuditSeverity>().Reverse())
            {
                json.WriteNumber(Word(severity), report.Count(severity));
            }

            json.WriteNumber("waived", report.Findings.Count - report.Active.Count());
            json.WriteEndObject();
            WriteLayers(json, report);
            WriteCis(json, report);
            WriteFindings(json, report);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteLayers(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartArray("layers");
        foreach (var layer in report.Layers)
        {
            json.WriteStartObject();
            json.WriteNumber("index", layer.Index);
            json.WriteString("diffId", layer.DiffId.ToString());
            json.WriteNumber("bytes", layer.Size);
            json.WriteNumber("entries", layer.Entries);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCis(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartArray("cisDockerBenchmark");
        foreach (var row in CisTable.Of(report))
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteString("title", row.Title);
            json.WriteString("result", row.Result);
            json.WriteStartArray("checks");
            foreach (var check in row.Checks)
            {
                json.WriteStringValue(check);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings.GroupBy(finding => finding.Check).SelectMany(same => same.Take(MostOfACheck)))
        {
            json.WriteStartObject();
            json.WriteString("check", finding.Check);
            json.WriteString("severity", Word(finding.Severity));
            json.WriteString("place", finding.Place);
            if (finding.Line is { } line)
            {
                json.WriteNumber("line", line);
            }

            if (finding.Layer is { } layer)
            {
                json.WriteNumber("layer", layer);
            }

            json.WriteString("message", finding.Message);
            json.WriteString("mend", finding.Mend);
            if (finding.WaivedBecause is { } reason)
            {
                json.WriteString("waivedBecause", reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("notListed");
        foreach (var same in report.Findings.GroupBy(finding => finding.Check).Where(same => same.Count() > MostOfACheck))
        {
            json.WriteNumber(same.Key, same.Count() - MostOfACheck);
        }

        json.WriteEndObject();
    }

    private static string Word(AuditSeverity severity) => severity.ToString().ToLowerInvariant();
}
