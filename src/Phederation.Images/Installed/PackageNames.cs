using System.Text.RegularExpressions;

namespace Phederation.Images.Installed;

/// <summary>The spelling of names, versions and relations in Debian's control data (Debian policy, chapters 5 and 7).</summary>
internal static partial class PackageNames
{
    private const int RelationLimit = 10_000;
    private static readonly char[] NameEnds = [' ', '(', '[', '<', ':', '\n', '\t'];

    /// <summary>Whether it is a name of a package or an architecture.</summary>
    public static bool IsName(string text) => text.Length <= 200 && Name().IsMatch(text);

    /// <summary>Whether it is a version.</summary>
    public static bool IsVersion(string text) => text.Length <= 200 && Version().IsMatch(text);

    /// <summary>The names of <c>a (&gt;= 1) | b, c:any</c>, one list of alternatives for each comma; what is no name is left out.</summary>
    public static IEnumerable<IReadOnlyList<string>> Relations(string text) =>
        text.Split(',', RelationLimit, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(alternatives =>
                alternatives.Split('|', StringSplitOptions.TrimEntries).Select(one => one.Split(NameEnds, 2)[0]).Where(IsName).ToArray()
            )
            .Where(alternatives => alternatives.Length > 0);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9+.-]*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^([0-9]+:)?[0-9A-Za-z.+~:-]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
