using System.Text.Json;

namespace Phederation.Text.Sarif;

/// <summary>
/// Writes findings as SARIF 2.1.0, which code hosts and editors show. The same findings give the same bytes; files are named relative to
/// a root, so that the log says nothing about the machine. Source: OASIS SARIF 2.1.0.
/// </summary>
public static class SarifLog
{
    private const string RootName = "ROOT";

    /// <summary>The log of one run of a tool.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="version">The tool's version.</param>
    /// <param name="rules">All rules that the tool judged, also those that nothing was found for.</param>
    /// <param name="results">The findings; each names one of the rules.</param>
    /// <param name="root">The absolute folder that files are named relative to.</param>
    public static byte[] Write(string tool, string version, IReadOnlyList<SarifRule> rules, IEnumerable<SarifResult> results, string root)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, tool, version, rules);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var result in results)
            {
                WriteResult(json, result, rules, root);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void WriteTool(Utf8JsonWriter json, string tool, string version, IReadOnlyList<SarifRule> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", tool);
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("name", rule.Name);
            WriteText(json, "shortDescription", rule.Title);
            WriteText(json, "fullDescription", rule.Why);
            WriteText(json, "help", rule.Help);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", LevelOf(rule));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, SarifResult result, IReadOnlyList<SarifRule> rules, string root)
    {
        var index = 0;
        while (rules[index].Id != result.RuleId)
        {
            index++;
        }

        json.WriteStartObject();
        json.WriteString("ruleId", result.RuleId);
        json.WriteNumber("ruleIndex", index);
        json.WriteString("level", LevelOf(rules[index]));
        WriteText(json, "message", result.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        WriteFile(json, result.Location.File, root);
        if (result.Location.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", result.Location.Line);
            json.WriteNumber("startColumn", Math.Max(1, result.Location.Column));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        if (result.SuppressedBecause is { } reason)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("justification", reason);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // A file outside the root has no relative name that means anything elsewhere: its name alone has to do.
    private static void WriteFile(Utf8JsonWriter json, string file, string root)
    {
        var relative = Path.GetRelativePath(root, file).Replace('\\', '/');
        var isInside = !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal);
        var parts = (isInside ? relative : Path.GetFileName(file)).Split('/');
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', parts.Select(Uri.EscapeDataString)));
        if (isInside)
        {
            json.WriteString("uriBaseId", RootName);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string LevelOf(SarifRule rule) => rule.Level.ToString().ToLowerInvariant();
}
