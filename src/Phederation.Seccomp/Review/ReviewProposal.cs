using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Review;

/// <summary>
/// Brings a review's text up to a profile: proposes a decision for each call that has none, and takes back its own proposals for calls that the profile no
/// longer allows. What a person decided stays as it is, word for word; that it is of no use any more is told by <see cref="ReviewCheck" />.
/// </summary>
public static partial class ReviewProposal
{
    /// <summary>The owner of what nobody has made their own yet.</summary>
    public const string Owner = "security-team";

    private const string Header = "[[decision]]";

    /// <summary>The text after it.</summary>
    /// <param name="text">The file's text; empty where there is none.</param>
    /// <param name="reasons">The calls that the profile allows.</param>
    /// <param name="today">The date of new proposals.</param>
    public static string Update(string text, IReadOnlyList<SyscallReason> reasons, DateOnly today)
    {
        var allowed = reasons.Select(reason => reason.Name).ToHashSet(StringComparer.Ordinal);
        var updated = new StringBuilder(string.Concat(Blocks(text).Select(block => WithoutStale(block, allowed))));
        var review = ReviewFile.Parse(updated.ToString());
        foreach (var group in reasons.Where(reason => review.For(reason.Name) is null).GroupBy(reason => (reason.Origin, reason.Risk)))
        {
            updated.Append(
                CultureInfo.InvariantCulture,
                $"""

                {Header}
                syscalls = [{string.Join(", ", group.Select(reason => $"\"{reason.Name}\""))}]
                decision = "accepted"
                reason = "{ReasonOf(group.Key.Origin)}; risk {group.Key.Risk.ToString().ToLowerInvariant()}"
                owner = "{Owner}"
                date = {today:yyyy-MM-dd}

                """
            );
        }

        return updated.ToString();
    }

    /// <summary>The text in pieces, each from one header to the next; together they are the text.</summary>
    private static IEnumerable<string> Blocks(string text)
    {
        var start = 0;
        foreach (Match match in HeaderLine().Matches(text))
        {
            yield return text[start..match.Index];
            start = match.Index;
        }

        yield return text[start..];
    }

    private static string WithoutStale(string block, HashSet<string> allowed)
    {
        if (!block.StartsWith(Header, StringComparison.Ordinal))
        {
            return block;
        }

        var decisions = ReviewFile.Parse(block).Decisions;
        string[] stale =
        [
            .. decisions
                .Where(decision => decision is { Kind: ReviewDecisionKind.Accepted, Owner: Owner } && !allowed.Contains(decision.Syscall))
                .Select(decision => decision.Syscall),
        ];
        if (stale.Length == decisions.Count)
        {
            // What follows the block's last line, such as a comment on the next one, is not the block's.
            var end = block.TrimEnd().LastIndexOf("\n#", StringComparison.Ordinal);
            return end < 0 ? "" : block[(end + 1)..];
        }

        return stale.Aggregate(
            block,
            (text, name) => LastComma().Replace(Regex.Replace(text, $"\"{Regex.Escape(name)}\"\\s*,?[ ]*", ""), "]")
        );
    }

    private static string ReasonOf(SyscallOrigin origin) =>
        origin switch
        {
            SyscallOrigin.Observed => "made by the service under its workload, see evidence.json",
            SyscallOrigin.Runtime => "needed by the container runtime under the filter",
            _ => "libc may use it in the place of an observed call",
        };

    [GeneratedRegex(@"^\[\[decision\]\]", RegexOptions.Multiline)]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@",\s*\]")]
    private static partial Regex LastComma();
}
