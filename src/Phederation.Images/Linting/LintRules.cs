using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting;

/// <summary>All rules, in the order of their ids.</summary>
public static class LintRules
{
    /// <summary>The rules.</summary>
    public static IReadOnlyList<LintRule> All { get; } =
    [.. MustRules.All, .. CorrectnessRules.All, .. HygieneRules.All, .. WaiverRules.All];

    /// <summary>The rule with an id, null where there is none.</summary>
    public static LintRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);
}
