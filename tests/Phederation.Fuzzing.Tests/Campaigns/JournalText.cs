using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Tests.Campaigns;

/// <summary>A journal without what differs from one run of a campaign to the next: checksums and times.</summary>
internal static partial class JournalText
{
    public static IReadOnlyList<string> Of(string folder) =>
        [
            .. File.ReadLines(Path.Combine(folder, "journal.jsonl"))
                .Select(line => Times().Replace(line[9..], ""))
                .Where(line => !line.Contains("\"resumed\"", StringComparison.Ordinal)),
        ];

    [GeneratedRegex(
        """
            "(at|micros|recovered)":\d+|"started":"[^"]*"|\["Date","[^"]*"\]
            """
    )]
    private static partial Regex Times();
}
