using Phederation.Images.Linting.Rules;

namespace Phederation.Images.Linting.Waivers;

/// <summary>Marks what is waived, and finds waivers that no longer hold or never did.</summary>
internal static class WaiverJudge
{
    public static IEnumerable<LintFinding> Apply(IEnumerable<LintFinding> findings, LintSettings settings, DateOnly today)
    {
        var used = new HashSet<LintWaiver>();
        var judged = new List<LintFinding>();
        foreach (var finding in findings)
        {
            var waivers = settings.Waivers.Where(waiver => waiver.Covers(finding)).ToList();
            used.UnionWith(waivers);
            judged.Add(finding with { WaivedBecause = waivers.Find(waiver => waiver.Expires >= today)?.Reason });
        }

        foreach (var waiver in settings.Waivers)
        {
            if (!used.Contains(waiver))
            {
                judged.Add(About(WaiverRules.Idle, waiver, $"the waiver of {waiver.Rule.Id} waives nothing; remove it"));
            }
            else if (waiver.Expires < today)
            {
                judged.Add(
                    About(
                        WaiverRules.Expired,
                        waiver,
                        $"the waiver of {waiver.Rule.Id} expired on {waiver.Expires:yyyy-MM-dd}; mend the finding, or decide anew"
                            + (waiver.Owner is null ? "" : $" (owner: {waiver.Owner})")
                    )
                );
            }
        }

        return judged;
    }

    private static LintFinding About(LintRule rule, LintWaiver waiver, string message) =>
        new(rule, waiver.Location, message, LintSettings.FileName);
}
