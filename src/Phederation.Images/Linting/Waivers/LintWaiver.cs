using Phederation.Text;

namespace Phederation.Images.Linting.Waivers;

/// <summary>A decision to live with findings of a rule for a time.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Match">A piece of the instruction that is meant; null for all findings of the rule.</param>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who decided, null where nobody is named.</param>
/// <param name="Expires">The last day on which it holds.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record LintWaiver(LintRule Rule, string? Match, string Reason, string? Owner, DateOnly Expires, SourceLocation Location)
{
    /// <summary>Whether it is about a finding.</summary>
    public bool Covers(LintFinding finding) =>
        finding.Rule == Rule && (Match is null || finding.Subject.Contains(Match, StringComparison.Ordinal));
}
