using static Phederation.Images.Linting.LintSeverity;

namespace Phederation.Images.Linting.Rules;

/// <summary>What holds for waivers.</summary>
internal static class WaiverRules
{
    public static readonly LintRule Expired = new(
        "PHD901",
        "ExpiredWaiver",
        Error,
        "a waiver has expired",
        "The exception was granted for a time that is over.",
        "Mend the finding, or decide anew and give the waiver a new date."
    );

    public static readonly LintRule Idle = new(
        "PHD902",
        "IdleWaiver",
        Warning,
        "a waiver waives nothing",
        "It would hide a finding that comes up later, which nobody decided on.",
        "Remove it."
    );

    public static IReadOnlyList<LintRule> All { get; } = [Expired, Idle];
}
