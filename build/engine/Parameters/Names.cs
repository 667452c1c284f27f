namespace Nuke.Common.Execution;

/// <summary>Names of targets and parameters: compared without case and dashes, shown with them, and guessed when mistyped.</summary>
internal static class Names
{
    /// <summary>The letters and digits of a name in lower case: what makes two spellings the same.</summary>
    public static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Whether both spell the same name.</summary>
    public static bool Same(string left, string right) => Key(left) == Key(right);

    /// <summary>A member's name as the command line writes it: RootKey is root-key.</summary>
    public static string Dashed(string name) =>
        string.Concat(
            name.Select(
                (letter, index) =>
                    index > 0 && char.IsUpper(letter) && !char.IsUpper(name[index - 1])
                        ? $"-{char.ToLowerInvariant(letter)}"
                        : $"{char.ToLowerInvariant(letter)}"
            )
        );

    /// <summary>The end of a message about an unknown name: the nearest known one, or all of them.</summary>
    public static string Suggest(string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        var nearest = names.MinBy(candidate => Distance(Key(name), Key(candidate)));
        return nearest is not null && Distance(Key(name), Key(nearest)) <= Math.Max(1, Key(name).Length / 2)
            ? $"Did you mean '{nearest}'?"
            : $"Known are: {string.Join(", ", names)}.";
    }

    /// <summary>How many letters to insert, delete or replace (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
