using Phederation.Text;

namespace Phederation.Seccomp.Review;

/// <summary>A decision about one call.</summary>
/// <param name="Syscall">The call; <c>socket:AF_ALG</c> for one of its uses.</param>
/// <param name="Kind">What was decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Date">When.</param>
/// <param name="Expires">The last day it holds, or null.</param>
/// <param name="Location">Where it stands in the file.</param>
public sealed record ReviewDecision(
    string Syscall,
    ReviewDecisionKind Kind,
    string Reason,
    string Owner,
    DateOnly Date,
    DateOnly? Expires,
    SourceLocation Location
)
{
    /// <summary>Whether its last day is over.</summary>
    public bool IsExpired(DateOnly today) => Expires is { } last && last < today;
}
