using Phederation.Text;
using Phederation.Text.Sarif;

namespace Phederation.Seccomp.Review;

/// <summary>What is still to be decided, as SARIF: code hosts show it beside the files with the decisions.</summary>
public static class ReviewSarif
{
    private static readonly SarifRule[] Rules =
    [
        Rule("undecided", "UndecidedSyscall", "A syscall is allowed that nobody decided about", "Nobody answers for what it opens up."),
        Rule(
            "never-allow",
            "ForbiddenSyscall",
            "A syscall is allowed that the policy forbids",
            "It reaches the kernel's most dangerous parts."
        ),
        Rule("violation", "PolicyViolation", "A profile breaks a rule of the policy", "Such a profile is not released."),
        Rule("expired", "ExpiredDecision", "A decision has ended", "What held when it was made may not hold now."),
        Rule(
            "stale",
            "StaleDecision",
            "A decision is about a syscall that is not allowed any more",
            "It would let the call in again unseen."
        ),
    ];

    /// <summary>The log.</summary>
    /// <param name="report">The report.</param>
    /// <param name="version">The tool's version.</param>
    /// <param name="root">The folder that files are named relative to.</param>
    public static byte[] Write(ReviewReport report, string version, string root) =>
        SarifLog.Write("phederation-review", version, Rules, report.Images.SelectMany(Results), root);

    private static IEnumerable<SarifResult> Results(ImageReview image) =>
        image
            .Findings.Concat(image.Result.Violations)
            .Select(finding => new SarifResult(
                Array.Exists(Rules, rule => rule.Id == finding.Code) ? finding.Code : "violation",
                $"{image.Name}: {finding}",
                image.Decisions.For(finding.Subject)?.Location ?? new SourceLocation(image.DecisionsPath, 0, 0)
            ));

    private static SarifRule Rule(string id, string name, string title, string why) =>
        new(id, name, id == "stale" ? SarifLevel.Warning : SarifLevel.Error, title, why, "Read the review, then decide in review.toml.");
}
