namespace Phederation.Images.Auditing.Secrets;

/// <summary>Tells secrets from what stands for one in documentation, templates and code.</summary>
internal static class Placeholder
{
    private static readonly string[] Words =
    [
        "example",
        "placeholder",
        "changeme",
        "change_me",
        "your_",
        "your-",
        "xxxx",
        "****",
        "....",
        "redacted",
        "dummy",
        "insert",
        "0123456789",
        "1234567890",
        "abcdef",
    ];

    private static readonly string[] Whole =
    [
        "password",
        "passwd",
        "pass",
        "pwd",
        "pw",
        "secret",
        "token",
        "user",
        "username",
        "foo",
        "bar",
        "test",
        "none",
        "null",
        "true",
        "false",
        "string",
        "mypassword",
    ];

    /// <summary>Whether a text has as many different characters as a random one has, and no word of documentation.</summary>
    public static bool IsRandom(ReadOnlySpan<char> text, int different)
    {
        Span<bool> seen = stackalloc bool[128];
        var count = 0;
        foreach (var character in text)
        {
            if (character < 128 && !seen[character])
            {
                seen[character] = true;
                count++;
            }
        }

        return count >= different && !HasWord(text);
    }

    /// <summary>Whether a value stands for another one: a variable, a template, a path, a word of documentation.</summary>
    public static bool Is(ReadOnlySpan<char> value)
    {
        if (
            value.IsEmpty
            || value[0] is '$' or '{' or '<' or '%' or '/' or '*' or '[' or '(' or '@' or '#'
            || value.Contains("${", StringComparison.Ordinal)
        )
        {
            return true;
        }

        foreach (var word in Whole)
        {
            if (value.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return HasWord(value);
    }

    /// <summary>Whether a value is so mixed that a generator or a careful person made it, no programmer naming a thing.</summary>
    public static bool IsStrong(ReadOnlySpan<char> value)
    {
        var (lower, upper, digits, others) = (0, 0, 0, 0);
        foreach (var character in value)
        {
            lower += char.IsAsciiLetterLower(character) ? 1 : 0;
            upper += char.IsAsciiLetterUpper(character) ? 1 : 0;
            digits += char.IsAsciiDigit(character) ? 1 : 0;
            others += char.IsAsciiLetterOrDigit(character) ? 0 : 1;
        }

        var classes = Math.Min(lower, 1) + Math.Min(upper, 1) + Math.Min(digits, 1) + Math.Min(others, 1);
        return value.Length >= 8
            && digits > 0
            && lower + upper > 0
            && (classes >= 3 ? Entropy(value) >= 2.5 : value.Length >= 12 && Entropy(value) >= 3);
    }

    /// <summary>Shannon's entropy in bits a character.</summary>
    public static double Entropy(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var character in text)
        {
            counts[character & 0xFF]++;
        }

        double entropy = 0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / text.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }

    private static bool HasWord(ReadOnlySpan<char> text)
    {
        foreach (var word in Words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
