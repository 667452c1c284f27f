using System.Text.RegularExpressions;
using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting.Checks;

/// <summary>What is wrong with a mode, as chmod takes it: <c>4755</c>, <c>u+s</c>, <c>a=rwx</c>.</summary>
internal static partial class FileModes
{
    /// <summary>The rules that a mode breaks, each with what is wrong and how to mend it.</summary>
    public static IEnumerable<(LintRule Rule, string What)> Problems(string mode)
    {
        var number = Octal().Match(mode);
        var setsId = number.Success ? number.Groups["special"].Value is ['2' or '3' or '4' or '5' or '6' or '7'] : SetsId().IsMatch(mode);
        var opens = number.Success
            ? number.Groups["others"].Value is "2" or "3" or "6" or "7" && number.Groups["special"].Value is not ['1' or '3' or '5' or '7']
            : OpensToAll().IsMatch(mode);
        if (setsId)
        {
            yield return (MustRules.SetId, "sets the user or group of whoever runs it; use a mode below 1000");
        }

        if (opens)
        {
            yield return (MustRules.WorldWritable, "lets everyone write; give the path to the account that writes it");
        }
    }

    [GeneratedRegex("^0?(?<special>[0-7])?[0-7]{2}(?<others>[0-7])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Octal();

    [GeneratedRegex("(^|,)[ugoa]*[+=][rwxXt]*s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SetsId();

    [GeneratedRegex("(^|,)[ug]*[oa][ugoa]*[+=][rxXst]*w", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OpensToAll();
}
