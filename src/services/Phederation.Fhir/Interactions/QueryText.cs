using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Interactions;

/// <summary>Reads and writes the parameters of queries and forms.</summary>
internal static class QueryText
{
    private const int MostParameters = 200;

    /// <summary>The parameters of a query, with or without its question mark.</summary>
    /// <exception cref="FhirException">It holds what no text of FHIR may: 400.</exception>
    public static List<KeyValuePair<string, string>> Parse(string query)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            parameters.Add(new(Decode(equals < 0 ? part : part[..equals]), equals < 0 ? "" : Decode(part[(equals + 1)..])));
            if (parameters.Count > MostParameters)
            {
                throw FhirException.BadRequest($"More than {MostParameters} parameters.", "too-costly");
            }
        }

        return parameters;
    }

    /// <summary>Decodes a part of a path or a query.</summary>
    public static string Decode(string text)
    {
        var plain = Uri.UnescapeDataString(text.Replace('+', ' '));
        return plain.Contains('\0') || plain.Any(char.IsSurrogate) && !IsPaired(plain)
            ? throw FhirException.BadRequest("The address holds characters that no text may.", "value")
            : plain;
    }

    /// <summary>A query of these parameters.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(one => $"{Escape(one.Key)}={Escape(one.Value)}"));

    // What searches are made of stays readable.
    private static string Escape(string text) =>
        Uri.EscapeDataString(text)
            .Replace("%3A", ":", StringComparison.Ordinal)
            .Replace("%2C", ",", StringComparison.Ordinal)
            .Replace("%2F", "/", StringComparison.Ordinal);

    private static bool IsPaired(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]))
            {
                if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                {
                    return false;
                }

                at++;
            }
        }

        return true;
    }
}
