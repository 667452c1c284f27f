namespace Phederation.FhirModel;

/// <summary>One property of a path, and which of its values count.</summary>
/// <param name="Property">The property.</param>
/// <param name="Filter">A property that must have a value, or null.</param>
/// <param name="Value">That value.</param>
/// <param name="Target">The type that a reference must be of, or null.</param>
/// <param name="Index">The only element that counts, or -1.</param>
public sealed record SearchStep(string Property, string? Filter, string? Value, string? Target, int Index)
{
    /// <summary>Reads a step, such as telecom?system=email, subject>Patient or entry#0.</summary>
    public static SearchStep Parse(string text)
    {
        var end = text.IndexOfAny(['?', '>', '#']);
        if (end < 0)
        {
            return new SearchStep(text, null, null, null, -1);
        }

        var rest = text[(end + 1)..];
        var equals = rest.IndexOf('=');
        return text[end] switch
        {
            '?' => new SearchStep(text[..end], rest[..equals], rest[(equals + 1)..], null, -1),
            '>' => new SearchStep(text[..end], null, null, rest, -1),
            _ => new SearchStep(text[..end], null, null, null, int.Parse(rest)),
        };
    }
}
