using System.Buffers;
using System.Text.Json;
using Phederation.Fhir.Values;

namespace Phederation.Fhir.Validation;

/// <summary>What values of the primitive types may look like; written out, so that no regular expression can be made to run away.</summary>
internal static class Primitives
{
    private const int LongestText = 1024 * 1024;
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."
    );
    private static readonly SearchValues<char> Base64Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
    );
    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 32).Select(one => (char)one).Where(one => one is not ('\t' or '\r' or '\n')),
    ]);

    /// <summary>What is wrong with a value, or null.</summary>
    public static string? Check(string type, JsonElement value)
    {
        switch (type)
        {
            case "boolean":
                return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "is no truth value";
            case "integer":
            case "positiveInt":
            case "unsignedInt":
                return Integer(type, value);
            case "decimal":
                return value.ValueKind == JsonValueKind.Number ? null : "is no number";
            default:
                return value.ValueKind == JsonValueKind.String ? Text(type, value.GetString()!) : "is no text";
        }
    }

    /// <summary>Whether a text may be the id of a resource.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length is > 0 and <= 64 && !text.ContainsAnyExcept(IdCharacters);

    private static string? Integer(string type, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return "is no number";
        }

        // 1.0 and 1e0 are no integers of FHIR, though they equal one.
        if (value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0 || !value.TryGetInt32(out var number))
        {
            return "is no integer of 32 bits";
        }

        return (type, number) switch
        {
            ("positiveInt", < 1) => "is no positive integer",
            ("unsignedInt", < 0) => "is negative",
            _ => null,
        };
    }

    private static string? Text(string type, string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        if (text.AsSpan().IndexOfAny(Controls) >= 0)
        {
            return "holds control characters";
        }

        var right = type switch
        {
            "id" => IsId(text),
            "code" => IsCode(text),
            "uri" or "url" or "canonical" => !text.AsSpan().ContainsAny(' ', '\t', '\n') && !text.Contains('\r'),
            "oid" => IsOid(text),
            "uuid" => text.StartsWith("urn:uuid:", StringComparison.Ordinal) && Guid.TryParseExact(text.AsSpan(9), "D", out _),
            "date" => FhirDate.TryParse(text, out var date) && date.Part <= DatePart.Day,
            "dateTime" => FhirDate.TryParse(text, out var time)
                && (time.Part <= DatePart.Day || (time.Part == DatePart.Second && time.HasZone)),
            "instant" => FhirDate.TryParse(text, out var instant) && instant.Part == DatePart.Second && instant.HasZone,
            "time" => text.Length >= 8
                && FhirDate.TryParse($"2000-01-01T{text}", out var clock)
                && clock is { Part: DatePart.Second, HasZone: false },
            "base64Binary" => IsBase64(text),
            "xhtml" => Narrative.IsAllowed(text),
            _ => text.Length <= LongestText && !string.IsNullOrWhiteSpace(text),
        };
        return right ? null : $"is no {type}";
    }

    private static bool IsCode(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsWhiteSpace(text[at]) && (at == 0 || at == text.Length - 1 || char.IsWhiteSpace(text[at - 1])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOid(string text)
    {
        if (!text.StartsWith("urn:oid:", StringComparison.Ordinal) || text.Length < 11 || text[8] is < '0' or > '2')
        {
            return false;
        }

        var parts = text[8..].Split('.');
        return parts.Length > 1
            && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));
    }

    private static bool IsBase64(string text)
    {
        var count = 0;
        var padding = 0;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                continue;
            }

            if (!Base64Characters.Contains(character) || (padding > 0 && character != '='))
            {
                return false;
            }

            padding += character == '=' ? 1 : 0;
            count++;
        }

        return count > 0 && count % 4 == 0 && padding <= 2;
    }
}
