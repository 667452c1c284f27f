using System.Text;
using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Searching;

/// <summary>Takes the values of search parameters apart: a backslash before , | $ or \ takes its meaning away.</summary>
internal static class SearchText
{
    private const int MostValues = 500;

    /// <summary>Splits at a separator that no backslash stands before; the parts keep their backslashes.</summary>
    public static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == separator)
            {
                parts.Add(text[start..at]);
                start = at + 1;
            }
        }

        parts.Add(text[start..]);
        return parts.Count <= MostValues
            ? parts
            : throw FhirException.BadRequest($"More than {MostValues} values in one parameter.", "too-costly");
    }

    /// <summary>Takes the backslashes away.</summary>
    public static string Plain(string text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is (',' or '|' or '$' or '\\'))
            {
                at++;
            }

            plain.Append(text[at]);
        }

        return plain.ToString();
    }
}
