using System.Globalization;
using System.Text.RegularExpressions;

namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>The texts of a script: each is a parameter, so that no text is ever part of the SQL that is run.</summary>
internal sealed partial class SqlTexts
{
    private readonly List<string> _values = [];

    /// <summary>The texts; the parameter of the first is <c>@text_0</c>.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>The name of a text's parameter.</summary>
    public string Add(string text)
    {
        _values.Add(text);
        return Name(_values.Count - 1);
    }

    /// <summary>The parameters' names of a statement, without repetitions.</summary>
    public static IEnumerable<int> UsedIn(string sql) =>
        Parameter().Matches(sql).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct();

    /// <summary>The parameter's name of a text.</summary>
    public static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"@text_{index}");

    /// <summary>A statement with its texts written out, for people to read and to run elsewhere.</summary>
    public string WriteOut(string sql) =>
        Parameter()
            .Replace(
                sql,
                match =>
                    $"'{_values[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)].Replace("'", "''", StringComparison.Ordinal)}'"
            );

    [GeneratedRegex("@text_([0-9]+)")]
    private static partial Regex Parameter();
}
