using System.Text.Encodings.Web;
using System.Text.Json;

namespace Phederation.Images.Auditing.Reporting;

/// <summary>The report as SARIF 2.1.0 (OASIS). Places in the image are logical locations; files of it are artifacts below IMAGE.</summary>
internal static class AuditSarif
{
    private const int MostOfACheck = 500;
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(AuditReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json);
            json.WriteStartObject("properties");
            json.WriteString("image", report.Image);
            json.WriteString("imageId", report.ImageId.ToString());
            json.WriteEndObject();
            json.WriteStartArray("results");
            foreach (var finding in report.Findings.GroupBy(finding => finding.Check).SelectMany(same => same.Take(MostOfACheck)))
            {
                WriteResult(json, finding);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "phederation-audit");
        json.WriteStartArray("rules");
        foreach (var check in AuditChecks.All)
        {
            json.WriteStartObject();
            json.WriteString("id", check.Id);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", check.Title);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, AuditFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Check);
        json.WriteString("level", Level(finding.Severity));
        json.WriteStartObject("message");
        json.WriteString("text", $"{finding.Message}; {finding.Mend}");
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        if (!finding.Place.StartsWith('@'))
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", string.Join('/', finding.Place.Split('/').Select(Uri.EscapeDataString)));
            json.WriteString("uriBaseId", "IMAGE");
            json.WriteEndObject();
            if (finding.Line is { } line)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", line);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", finding.Layer is { } layer ? $"layer {layer}: {finding.Place}" : finding.Place);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        if (finding.WaivedBecause is { } reason)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("justification", reason);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteStartObject("properties");
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Level(AuditSeverity severity) =>
        severity switch
        {
            AuditSeverity.High or AuditSeverity.Critical => "error",
            AuditSeverity.Medium => "warning",
            _ => "note",
        };
}
