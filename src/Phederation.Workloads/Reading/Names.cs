using System.Globalization;
using System.Text;
using Phederation.Text;

namespace Phederation.Workloads.Reading;

/// <summary>Enumerations in the spelling of <c>workload.toml</c>: lower case, words joined by dashes.</summary>
internal static class Names
{
    /// <summary>The spelling of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var character in value.ToString())
        {
            if (char.IsAsciiLetterUpper(character) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLower(character, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>Reads a value; an unknown spelling is an error that lists the known ones.</summary>
    public static T Read<T>(TomlTable table, string key, T? whenAbsent = null)
        where T : struct, Enum
    {
        var text = whenAbsent is null ? table.String(key) : table.OptionalString(key);
        if (text is null)
        {
            return whenAbsent!.Value;
        }

        var known = Enum.GetValues<T>();
        var index = Array.FindIndex(known, value => Of(value) == text);
        return index >= 0
            ? known[index]
            : throw table.Error(key, $"unknown {key} '{text}'; known are {string.Join(", ", known.Select(value => Of(value)))}");
    }
}
