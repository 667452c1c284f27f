using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Phederation.Images.Auditing.Secrets;

/// <summary>Decides whether a credential begins at a place where one of the anchors was found.</summary>
internal static class SecretPatterns
{
    private const int Longest = 4000;
    private const string Pem = "-----BEGIN ";
    private const string Jwt = "eyJ";
    private const string Address = "://";
    private const string PuttyKey = "PuTTY-User-Key-File-";

    /// <summary>Names of what is secret; what surrounds them decides.</summary>
    private static readonly string[] Words =
    [
        "password",
        "passwd",
        "passphrase",
        "secret",
        "token",
        "api_key",
        "apikey",
        "api-key",
        "access_key",
        "accesskey",
        "pwd",
    ];

    private static readonly SearchValues<char> Base64 = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
    );

    private static readonly SearchValues<char> Url = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n\"'`;,&|<>(){}[]\\");

    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \t\r\n\"'<>`\\");

    /// <summary>What may begin a credential, in any file.</summary>
    public static SearchValues<string> Anchors { get; } =
        SearchValues.Create([Pem, Jwt, PuttyKey, Address, .. TokenShape.All.Select(shape => shape.Prefix)], StringComparison.Ordinal);

    /// <summary>What may begin a credential in a text.</summary>
    public static SearchValues<string> WordAnchors { get; } = SearchValues.Create(Words, StringComparison.OrdinalIgnoreCase);

    /// <summary>The credential that begins at an anchor; null: none.</summary>
    /// <param name="text">The text around it.</param>
    /// <param name="at">Where the anchor is.</param>
    public static SecretMatch? At(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..Math.Min(text.Length, at + Longest)];
        if (rest.StartsWith(Pem))
        {
            return PrivateKey(rest);
        }

        if (rest.StartsWith(Address))
        {
            return ConnectionString(text, at);
        }

        if (rest.StartsWith(PuttyKey))
        {
            return rest.Contains("Private-Lines:", StringComparison.Ordinal)
                ? new SecretMatch(SecretKind.PrivateKey, "a private key of PuTTY")
                : null;
        }

        var before = at > 0 ? text[at - 1] : ' ';
        if (rest.StartsWith(Jwt))
        {
            return !char.IsAsciiLetterOrDigit(before) && IsJwt(rest) ? new SecretMatch(SecretKind.Token, "a JSON web token") : null;
        }

        foreach (var shape in TokenShape.All)
        {
            if (rest.StartsWith(shape.Prefix))
            {
                return shape.Matches(rest, before) ? new SecretMatch(SecretKind.Token, shape.What) : null;
            }
        }

        return null;
    }

    /// <summary>The password that a text gives to a name at a word such as "password"; null: none.</summary>
    public static SecretMatch? Assignment(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..Math.Min(text.Length, at + 512)];
        var name = rest.IndexOfAnyExcept(Url);
        if (name is < 0 or > 40)
        {
            return null;
        }

        var key = rest[..name];
        rest = rest[name..].TrimStart("\"'] \t");
        var operatorLength =
            rest is ['=', '>', ..] or [':', '=', ..] ? 2
            : rest is ['=' or ':', ..] ? 1
            : 0;
        if (operatorLength == 0 || rest is ['=', '=', ..] || IsAboutSecrets(key))
        {
            return null;
        }

        rest = rest[operatorLength..].TrimStart(" \t");
        var quote = rest is ['"' or '\'', ..] ? rest[0] : '\0';
        rest = quote == '\0' ? rest : rest[1..];
        var end = quote == '\0' ? rest.IndexOfAny(ValueEnds) : rest.IndexOfAny(quote, '\n');
        var value = end < 0 ? rest : rest[..end];
        var isCode = quote == '\0' && end >= 0 && rest[end] is '(' or '[' or '{';
        return end == 0 || isCode || value.Length > 256 || Placeholder.Is(value) || !Placeholder.IsStrong(value) || IsName(value)
            ? null
            : new SecretMatch(SecretKind.Password, $"a value for '{key}'");
    }

    private static SecretMatch? PrivateKey(ReadOnlySpan<char> rest)
    {
        var label = rest[Pem.Length..];
        var end = label.IndexOf("-----");
        if (end is < 0 or > 40 || !label[..end].EndsWith("PRIVATE KEY") && !label[..end].EndsWith("PRIVATE KEY BLOCK"))
        {
            return null;
        }

        // Libraries hold the line to compare with; only where a body follows there is a key. Line ends may be escaped, as in JSON.
        var whole = label[(end + 5)..];
        var body = whole[..Math.Min(whole.Length, 1000)];
        var isEncrypted = label[..end].StartsWith("ENCRYPTED") || body.Contains("ENCRYPTED", StringComparison.Ordinal);
        var (count, longest) = (0, 0);
        foreach (var character in body)
        {
            count = Base64.Contains(character) ? count + 1 : 0;
            longest = Math.Max(longest, count);
        }

        return longest < 40 || !Placeholder.IsRandom(body, 16) || PublicKeys.Contains(whole)
            ? null
            : new SecretMatch(isEncrypted ? SecretKind.EncryptedKey : SecretKind.PrivateKey, "a private key");
    }

    private static SecretMatch? ConnectionString(ReadOnlySpan<char> text, int at)
    {
        var authority = text[(at + Address.Length)..Math.Min(text.Length, at + 300)];
        var end = authority.IndexOfAny(AddressEnds);
        authority = end < 0 ? authority : authority[..end];
        var slash = authority.IndexOfAny('/', '?', '#');
        var host = (slash < 0 ? authority : authority[..slash]).LastIndexOf('@');
        if (host <= 0 || at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
        {
            return null;
        }

        var colon = authority[..host].IndexOf(':');
        var password = colon < 0 ? default : authority[(colon + 1)..host];
        var isExample =
            authority[(host + 1)..].Contains("example", StringComparison.OrdinalIgnoreCase)
            || !(authority[(host + 1)..] is [var first, ..] && (char.IsAsciiLetterOrDigit(first) || first == '['));
        return password.Length < 6 || isExample || Placeholder.Is(password) || password.ContainsAny("${(")
            ? null
            : new SecretMatch(SecretKind.ConnectionString, "an address with a password");
    }

    private static bool IsJwt(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExcept(Url);
        if (end < 10 || rest[end] != '.' || !rest[(end + 1)..].StartsWith(Jwt))
        {
            return false;
        }

        var payload = rest[(end + 1)..];
        var dot = payload.IndexOfAnyExcept(Url);
        var signature = dot > 0 && payload[dot] == '.' ? payload[(dot + 1)..] : default;
        var length = signature.IndexOfAnyExcept(Url);
        return (length < 0 ? signature.Length : length) >= 20
            && Decode(rest[..end]) is { } header
            && header.Contains("\"alg\"", StringComparison.Ordinal)
            && Decode(payload[..dot]) is { } claims
            && !claims.Contains("\"1234567890\"", StringComparison.Ordinal);
    }

    private static string? Decode(ReadOnlySpan<char> text)
    {
        try
        {
            var json = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(text));
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a name speaks of a secret without being one: where it lies, how long it may be, what its hash is.</summary>
    private static bool IsAboutSecrets(ReadOnlySpan<char> key)
    {
        foreach (var word in (ReadOnlySpan<string>)["file", "path", "url", "uri", "length", "policy", "hash", "type", "encryption", "salt"])
        {
            if (key.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a value is a name as programs have them: words with a number, joined by dots, lines or colons.</summary>
    private static bool IsName(ReadOnlySpan<char> value)
    {
        var words = 0;
        foreach (var range in value.SplitAny("._:-/"))
        {
            var word = value[range].TrimEnd("0123456789");
            words += word.Length >= 3 && !word.ContainsAnyExceptInRange('a', 'z') ? 1 : 0;
            if (word.ContainsAnyInRange('0', '9'))
            {
                return false;
            }
        }

        return words >= 2;
    }
}
