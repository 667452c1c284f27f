using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Documents;

/// <summary>A form in which a body can be.</summary>
/// <param name="Type">The media type or range, as the document has it.</param>
/// <param name="Schema">What the body is; null says nothing.</param>
internal sealed record ApiMedia(string Type, ApiSchema? Schema)
{
    /// <summary>The type without parameters, in small letters.</summary>
    public string Plain { get; } = Type.Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>Whether it is JSON.</summary>
    public bool IsJson =>
        Plain is "application/json" or "text/json" or "*/*" or "application/*" || Plain.EndsWith("+json", StringComparison.Ordinal);

    /// <summary>Whether a media type is one of these.</summary>
    public bool Covers(string type) =>
        Plain == "*/*"
        || Plain == type
        || (Plain.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(Plain[..^1], StringComparison.Ordinal));
}
