namespace Phederation.Seccomp.Review;

/// <summary>What was decided about a call.</summary>
public enum ReviewDecisionKind
{
    /// <summary>It may be allowed: the reason holds until the profile no longer needs it.</summary>
    Accepted,

    /// <summary>It may be allowed although the policy forbids it; always until a day.</summary>
    Waived,
}
