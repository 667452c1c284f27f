using System.Text;
using System.Text.Json;

namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>A part of a FHIR transaction.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Url">Its address, relative to the base: <c>Patient</c>, <c>Patient/1</c>.</param>
/// <param name="Resource">Its resource as JSON; null has none.</param>
/// <param name="FullUrl">The address by which other parts refer to it: <c>urn:uuid:…</c>; null has none.</param>
public sealed record TransactionEntry(string Method, string Url, ReadOnlyMemory<byte>? Resource = null, string? FullUrl = null)
{
    /// <summary>The body of a transaction, or batch.</summary>
    public static byte[] Bundle(IReadOnlyList<TransactionEntry> entries, string type = "transaction")
    {
        using var stream = new MemoryStream();
        stream.Write(Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"{{type}}","entry":["""));
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            stream.Write(i == 0 ? "{"u8 : ",{"u8);
            if (entry.FullUrl is not null)
            {
                stream.Write(Encoding.UTF8.GetBytes($"\"fullUrl\":{Quoted(entry.FullUrl)},"));
            }

            if (entry.Resource is { } resource)
            {
                // The bytes as they are: what a resource is tried for must not be mended on the way.
                stream.Write("\"resource\":"u8);
                stream.Write(resource.Span);
                stream.Write(","u8);
            }

            stream.Write(Encoding.UTF8.GetBytes($"\"request\":{{\"method\":{Quoted(entry.Method)},\"url\":{Quoted(entry.Url)}}}}}"));
        }

        stream.Write("]}"u8);
        return stream.ToArray();
    }

    /// <summary>The step that sends a transaction.</summary>
    internal static RequestStep Step(IReadOnlyList<TransactionEntry> entries, string actor, RequestIntent intent, string? fault) =>
        new()
        {
            Operation = "transaction",
            Request = ShapeBuilder.Request("POST", "", actor) with { ContentType = "application/fhir+json", Body = Bundle(entries) },
            Intent = intent,
            Fault = fault,
        };

    // A reference to what a step captured stands in a text as it is: nothing in it is escaped.
    private static string Quoted(string text) => JsonSerializer.Serialize(text, TransactionText.Default.String);
}
