using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Json;

/// <summary>
/// Reads JSON as FHIR has it, and refuses what other readers would understand otherwise, or the database would not take: properties twice,
/// broken UTF-8, halves of characters, U+0000, numbers with endless exponents, too much depth.
/// </summary>
internal static class FhirJson
{
    /// <summary>How deep a resource may be nested: far beyond real ones, far within every stack.</summary>
    public const int MaxDepth = 100;

    private const int MaxNumber = 256;
    private const int MaxExponent = 400;

    /// <summary>How JSON is written: nothing is escaped that needs no escape.</summary>
    public static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonReaderOptions Scanning = new() { MaxDepth = MaxDepth };

    /// <summary>Reads a body.</summary>
    /// <exception cref="FhirException">It is no JSON that FHIR allows: 400.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        if (!Utf8.IsValid(body))
        {
            throw FhirException.BadRequest("The body is not valid UTF-8.", "structure");
        }

        if (body.IsEmpty)
        {
            throw FhirException.BadRequest("The body is empty.", "structure");
        }

        try
        {
            Scan(body);
            return JsonElement.Parse(body, Reading);
        }
        catch (JsonException exception)
        {
            throw new FhirException(400, "structure", $"The body is no JSON that is allowed here: {Explain(exception)}");
        }
    }

    private static string Explain(JsonException exception) =>
        exception.Message.Contains("uplicate", StringComparison.Ordinal) ? "a property is there twice."
        : exception.Message.Contains("depth", StringComparison.Ordinal) ? $"it is nested deeper than {MaxDepth} levels."
        : $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";

    private static void Scan(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Scanning);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                Number(reader.ValueSpan);
            }
            else if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                Escapes(reader.ValueSpan);
            }
        }
    }

    private static void Number(ReadOnlySpan<byte> text)
    {
        var exponent = text.IndexOfAny((byte)'e', (byte)'E');
        if (
            text.Length > MaxNumber
            || (exponent >= 0 && (!int.TryParse(text[(exponent + 1)..], out var power) || power is > MaxExponent or < -MaxExponent))
        )
        {
            throw FhirException.BadRequest($"A number has more than {MaxNumber} digits, or an exponent beyond {MaxExponent}.", "value");
        }
    }

    private static void Escapes(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'\\'); at >= 0 && at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                continue;
            }

            at++;
            if (text[at] != 'u')
            {
                continue;
            }

            var unit = Unit(text[(at + 1)..]);
            at += 4;
            if (unit == 0)
            {
                throw FhirException.BadRequest("A text holds U+0000, which no text of FHIR may.", "value");
            }

            if (!char.IsSurrogate((char)unit))
            {
                continue;
            }

            var rest = text[(at + 1)..];
            if (
                !char.IsHighSurrogate((char)unit)
                || rest.Length < 6
                || !rest.StartsWith("\\u"u8)
                || !char.IsLowSurrogate((char)Unit(rest[2..]))
            )
            {
                throw FhirException.BadRequest("A text holds half of a character (a lone surrogate).", "value");
            }

            at += 6;
        }
    }

    private static int Unit(ReadOnlySpan<byte> text) => int.Parse(text[..4], System.Globalization.NumberStyles.AllowHexSpecifier);
}
