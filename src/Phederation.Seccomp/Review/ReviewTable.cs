using System.Text;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Review;

/// <summary>The reasons as a text table for a terminal or a pull request.</summary>
public static class ReviewTable
{
    private const int RiskWidth = 9;
    private const int OriginWidth = 9;

    /// <summary>One line per allowed call, the dangerous ones first.</summary>
    public static string Write(IReadOnlyList<SyscallReason> reasons, ReviewFile? review = null)
    {
        var width = reasons.Select(reason => reason.Name.Length).DefaultIfEmpty(0).Max();
        var text = new StringBuilder();
        foreach (var reason in reasons.OrderByDescending(reason => reason.Risk).ThenBy(reason => reason.Name, StringComparer.Ordinal))
        {
            text.Append(reason.Name.PadRight(width + 1))
                .Append(reason.Risk.ToString().ToLowerInvariant().PadRight(RiskWidth))
                .Append(reason.Origin.ToString().ToLowerInvariant().PadRight(OriginWidth))
                .Append(reason.Why);
            if (reason.ArgumentRule is not null)
            {
                text.Append("; only: ").Append(reason.ArgumentRule);
            }

            if (reason.Phases.Count > 0)
            {
                text.Append("; in ").AppendJoin(' ', reason.Phases);
            }

            if (reason.IsStartupOnly)
            {
                text.Append("; only until the service is healthy");
            }

            if (reason.Vulnerabilities.Count > 0)
            {
                text.Append("; ").Append(reason.Vulnerabilities.Count).Append(reason.Vulnerabilities.Count == 1 ? " CVE" : " CVEs");
            }

            if (review is not null)
            {
                text.Append(
                    review.For(reason.Name) is { } decision
                        ? $"; {decision.Kind.ToString().ToLowerInvariant()} by {decision.Owner}"
                        : "; undecided"
                );
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
