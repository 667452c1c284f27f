using System.Buffers;
using System.Text.Json;
using Phederation.Fhir.Json;

namespace Phederation.Fhir.Outcomes;

/// <summary>Writes OperationOutcomes.</summary>
internal static class OutcomeWriter
{
    private const int LongestText = 2000;

    /// <summary>An OperationOutcome as UTF-8.</summary>
    public static byte[] Write(IReadOnlyList<Issue> issues)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, FhirJson.Writing))
        {
            Write(writer, issues);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An OperationOutcome as a part of something.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Issue> issues)
    {
        writer.WriteStartObject();
        writer.WriteString("resourceType", "OperationOutcome");
        writer.WriteStartArray("issue");
        foreach (var issue in issues)
        {
            writer.WriteStartObject();
            writer.WriteString("severity", issue.Severity);
            writer.WriteString("code", issue.Code);
            writer.WriteString("diagnostics", Printable(issue.Diagnostics));
            if (issue.Expression is { } expression)
            {
                writer.WriteStartArray("expression");
                writer.WriteStringValue(Printable(expression));
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>What a caller sent comes back in some texts: bounded, and without what JSON or a terminal would stumble over.</summary>
    public static string Printable(string text)
    {
        var cut = text.Length > LongestText ? text[..LongestText] + "…" : text;
        return string.Create(
            cut.Length,
            cut,
            (span, source) =>
            {
                for (var at = 0; at < span.Length; at++)
                {
                    var character = source[at];
                    var paired =
                        !char.IsSurrogate(character)
                        || (char.IsHighSurrogate(character) && at + 1 < source.Length && char.IsLowSurrogate(source[at + 1]))
                        || (char.IsLowSurrogate(character) && at > 0 && char.IsHighSurrogate(source[at - 1]));
                    span[at] = !paired || char.IsControl(character) ? '\uFFFD' : character;
                }
            }
        );
    }
}
