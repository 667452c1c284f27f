namespace Phederation.Fuzzing.Generating.Fhir.Searching;

/// <summary>Encodes parts of queries.</summary>
internal static class QueryEncoding
{
    /// <summary>Encodes a name or a value; what stands for an id ({{3.0.id}}) stays, to be put in when the request is sent.</summary>
    public static string Encode(string text) =>
        Uri.EscapeDataString(text).Replace("%7B%7B", "{{", StringComparison.Ordinal).Replace("%7D%7D", "}}", StringComparison.Ordinal);
}
