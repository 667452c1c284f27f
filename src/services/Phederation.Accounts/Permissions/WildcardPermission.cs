namespace Phederation.Accounts.Permissions;

/// <summary>
/// A permission as WebAPI writes it (Apache Shiro's wildcard form): parts between colons, each a word, some words between commas, or "*" for all.
/// What has fewer parts allows everything below it: "conceptset" allows "conceptset:7:get".
/// </summary>
public sealed class WildcardPermission
{
    /// <summary>The longest text, which is what the table holds.</summary>
    public const int Longest = 255;

    private const string All = "*";
    private readonly string[][] _parts;

    private WildcardPermission(string text, string[][] parts) => (Text, _parts) = (text, parts);

    /// <summary>The permission as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a permission; null where the text is none.</summary>
    /// <param name="text">Such as "conceptset:*:get".</param>
    public static WildcardPermission? TryParse(string? text)
    {
        if (text is not { Length: > 0 and <= Longest } || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return null;
        }

        var parts = text.Split(':').Select(part => part.Split(',')).ToArray();
        return parts.All(part => part.All(word => word.Length > 0)) ? new WildcardPermission(text, parts) : null;
    }

    /// <summary>Whether who has this may do the other, too. Upper and lower case are one, as in Shiro.</summary>
    /// <param name="other">What is asked for.</param>
    public bool Implies(WildcardPermission other)
    {
        for (var i = 0; i < other._parts.Length; i++)
        {
            if (i >= _parts.Length)
            {
                return true;
            }

            var words = _parts[i];
            if (
                !words.Contains(All, StringComparer.Ordinal)
                && !other._parts[i].All(word => words.Contains(word, StringComparer.OrdinalIgnoreCase))
            )
            {
                return false;
            }
        }

        return _parts.Skip(other._parts.Length).All(words => words.Contains(All, StringComparer.Ordinal));
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
