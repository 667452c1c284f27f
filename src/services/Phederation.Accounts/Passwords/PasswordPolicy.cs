using System.Collections.Frozen;
using System.Text;

namespace Phederation.Accounts.Passwords;

/// <summary>Which passwords may be set: long ones that are not the first that anybody would try. No rules on kinds of characters (NIST SP 800-63B).</summary>
public static class PasswordPolicy
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>The most characters.</summary>
    public const int Longest = 128;

    private const int FewestDifferent = 5;

    // What is left of the words below when a password is taken apart may not be its whole.
    private static readonly FrozenSet<string> Words = new[]
    {
        "admin",
        "administrator",
        "password",
        "passwort",
        "passphrase",
        "letmein",
        "welcome",
        "changeme",
        "secret",
        "default",
        "qwerty",
        "qwertz",
        "asdf",
        "abcdef",
        "abc",
        "test",
        "user",
        "guest",
        "root",
        "login",
        "postgres",
        "ohdsi",
        "atlas",
        "webapi",
        "omop",
        "honeur",
        "phederation",
        "hospital",
        "iloveyou",
        "monkey",
        "dragon",
    }.ToFrozenSet();

    /// <summary>Why a password may not be set, or null where it may.</summary>
    /// <param name="password">The password.</param>
    /// <param name="login">Whose it would be.</param>
    public static string? Refuse(string password, string login)
    {
        if (password.EnumerateRunes().Count() < Shortest)
        {
            return $"The password is shorter than {Shortest} characters.";
        }

        if (password.Length > Longest)
        {
            return $"The password is longer than {Longest} characters.";
        }

        if (password.Any(char.IsControl))
        {
            return "The password holds control characters.";
        }

        if (password.EnumerateRunes().Distinct().Count() < FewestDifferent)
        {
            return $"The password has fewer than {FewestDifferent} different characters.";
        }

        var bare = Bare(password);
        var rest = bare;
        foreach (var word in Words.Append(Bare(login)).Where(word => word.Length >= 3).OrderByDescending(word => word.Length))
        {
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        }

        return (bare.Length > 0 && rest.Length < 4) || IsRow(password)
            ? "The password is made of words and numbers that anybody would try first, or of the login."
            : null;
    }

    // "P@ssw0rd-2024" is "password".
    private static string Bare(string text)
    {
        var end = text.Length;
        while (end > 0 && !char.IsLetter(text[end - 1]))
        {
            end--;
        }

        var bare = new StringBuilder();
        foreach (var c in text[..end].ToLowerInvariant())
        {
            var letter = c switch
            {
                '0' => 'o',
                '1' or '!' => 'i',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                _ => c,
            };
            if (char.IsLetter(letter))
            {
                bare.Append(letter);
            }
        }

        return bare.ToString();
    }

    // "123456789012", "abcdefghijkl".
    private static bool IsRow(string text)
    {
        var steps = 0;
        for (var i = 1; i < text.Length; i++)
        {
            steps += Math.Abs(text[i] - text[i - 1]) <= 1 ? 1 : 0;
        }

        return steps >= text.Length - 3;
    }
}
