using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Review;

/// <summary>Whether everything that a profile allows has been decided by somebody: what the production policy demands.</summary>
public static class ReviewCheck
{
    /// <summary>The calls without a decision, the decisions without a call, and the waivers that ended; empty when the review is complete.</summary>
    /// <param name="reasons">What the profile allows, and why.</param>
    /// <param name="review">The decisions.</param>
    /// <param name="today">The day of the release.</param>
    public static IReadOnlyList<Finding> Run(IReadOnlyList<SyscallReason> reasons, ReviewFile review, DateOnly today)
    {
        var findings = new List<Finding>();
        foreach (var reason in reasons)
        {
            if (review.For(reason.Name) is not { } decision)
            {
                findings.Add(
                    new Finding(
                        "undecided",
                        reason.Name,
                        $"The profile allows it ({reason.Origin.ToString().ToLowerInvariant()}: {reason.Why}), but nobody decided that.",
                        "Add it to a [[decision]] of review.toml with a reason and an owner."
                    )
                );
            }
            else if (decision.IsExpired(today))
            {
                findings.Add(Expired(decision));
            }
            else if (reason.Risk == RiskTier.Never && decision.Kind != ReviewDecisionKind.Waived)
            {
                findings.Add(
                    new Finding(
                        "never-allow",
                        reason.Name,
                        $"It is accepted at {decision.Location}, but the policy never allows it.",
                        "Waive it, with the day the waiver ends, or do without it."
                    )
                );
            }
        }

        var allowed = reasons.Select(reason => reason.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var decision in review.Decisions.Where(decision => !allowed.Contains(decision.Syscall.Split(':')[0])))
        {
            findings.Add(
                new Finding(
                    "stale",
                    decision.Syscall,
                    $"It is decided at {decision.Location}, but the profile does not allow it any more.",
                    "Remove it from review.toml."
                )
            );
        }

        return findings;
    }

    /// <summary>The calls that a profile allows and that nobody decided, in ordinal order.</summary>
    public static IReadOnlyList<string> Undecided(SeccompProfile profile, ReviewFile review) =>
        [.. profile.AllowedNames.Where(name => review.For(name) is null)];

    private static Finding Expired(ReviewDecision decision) =>
        new(
            "expired",
            decision.Syscall,
            $"Its decision at {decision.Location} ended on {decision.Expires:yyyy-MM-dd}.",
            "Decide again, or do without the call."
        );
}
