using System.Globalization;
using System.Text;
using Phederation.Fuzzing.Generating;
using Phederation.Fuzzing.Models.OpenApi.Schemas;

namespace Phederation.Fuzzing.Models.OpenApi.Generating;

/// <summary>Makes texts of a format, a pattern, a length.</summary>
/// <param name="random">Chance.</param>
/// <param name="words">Texts to put in now and then; may be empty.</param>
internal sealed class TextGenerator(FuzzRandom random, IReadOnlyList<string> words)
{
    private const int LongestForced = 20_000;
    private const int UsualLength = 24;

    // What readers, writers and databases stumble over, and what any of them must take.
    private static readonly string[] Known =
    [
        "fuzz",
        "Ä ö ß €",
        "O'Brien",
        "\"quoted\"",
        "<b>bold</b>",
        "a&b=c",
        "100%",
        "back\\slash",
        "tab\tand\nline",
        "😀",
        "null",
        "0",
        "-1",
        "true",
        "' OR '1'='1",
        "{{.}}",
        "../../etc",
        "%00",
        "$ref",
        "e\u0301",
        "\u202eabc",
    ];

    /// <summary>A text.</summary>
    public string Make(ApiSchema schema)
    {
        foreach (var pattern in schema.Patterns)
        {
            if (PatternText.Make(pattern.ToString(), random) is { } matching)
            {
                return Fit(matching, schema);
            }
        }

        return OfFormat(schema.Format) is { } text ? text : Free(schema);
    }

    private string Free(ApiSchema schema)
    {
        var least = Math.Min(schema.MinLength ?? 0, LongestForced);
        var most = Math.Min(schema.MaxLength ?? int.MaxValue, LongestForced);
        var length = random.Next(8) switch
        {
            0 => least,
            1 when schema.MaxLength is not null => most,
            _ => random.Next(least, Math.Min(most, least + UsualLength) + 1),
        };
        if (random.Chance(0.3))
        {
            var word = words.Count > 0 && random.Next(2) == 0 ? random.Pick(words) : random.Pick<string>(Known);
            if (word.EnumerateRunes().Count() is var size && size >= least && size <= most)
            {
                return word;
            }
        }

        return Letters(Math.Min(length, most));
    }

    // A pattern that repeats without end can be longer than is allowed; then it is tried again.
    private static string Fit(string text, ApiSchema schema) =>
        text.Length > schema.MaxLength && !char.IsHighSurrogate(text[Math.Max(0, schema.MaxLength.Value - 1)])
            ? text[..schema.MaxLength.Value]
            : text;

    private string? OfFormat(string? format) =>
        format switch
        {
            "date-time" => Moment().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            "date" => Moment().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "time" => Moment().ToString("HH:mm:ss", CultureInfo.InvariantCulture) + "Z",
            "duration" => $"P{random.Next(30)}DT{random.Next(24)}H",
            "uuid" or "guid" => new Guid(random.Bytes(16)).ToString("D"),
            "email" or "idn-email" => $"{Letters(6)}@example.org",
            "uri" or "url" or "iri" => $"https://example.org/{Letters(6)}",
            "uri-reference" or "iri-reference" => $"/{Letters(6)}",
            "hostname" or "idn-hostname" => $"{Letters(6)}.example.org",
            "ipv4" or "ip" => $"192.0.2.{random.Next(256)}",
            "ipv6" => $"2001:db8::{random.Next(0x10000):x}",
            "byte" => Convert.ToBase64String(random.Bytes(random.Next(24))),
            "json-pointer" => $"/{Letters(4)}/0",
            "regex" => "^[a-z]+$",
            _ => null,
        };

    private DateTimeOffset Moment() =>
        random.Next(6) switch
        {
            0 => DateTimeOffset.UnixEpoch,
            1 => new DateTimeOffset(2000, 2, 29, 23, 59, 59, TimeSpan.Zero),
            2 => new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero),
            _ => DateTimeOffset.UnixEpoch.AddSeconds(random.Next(int.MaxValue)),
        };

    private string Letters(int length)
    {
        var text = new StringBuilder(length);
        for (var at = 0; at < length; at++)
        {
            text.Append((char)('a' + random.Next(26)));
        }

        return text.ToString();
    }
}
