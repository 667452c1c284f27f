using Phederation.Images.FileSystem;

namespace Phederation.Images.Auditing;

/// <summary>Holds findings against the waivers, and the waivers against the findings.</summary>
internal static class WaiverDesk
{
    /// <summary>All findings in a fixed order: waived ones with the reason, and what is wrong with the waivers.</summary>
    public static IReadOnlyList<AuditFinding> Judge(IEnumerable<AuditFinding> findings, AuditPolicy policy, DateOnly today)
    {
        var waivers = policy
            .Waivers.Select(waiver => (Waiver: waiver, Patterns: waiver.Paths.Select(path => new PathPattern(path)).ToList()))
            .ToList();
        var used = new HashSet<AuditWaiver>();
        var judged = new List<AuditFinding>();
        foreach (var finding in findings)
        {
            var fitting = waivers
                .Where(one =>
                    one.Waiver.Check == finding.Check
                    && (one.Patterns.Count == 0 || one.Patterns.Any(pattern => pattern.Matches(finding.Place)))
                )
                .Select(one => one.Waiver)
                .ToList();
            used.UnionWith(fitting);
            judged.Add(
                finding.WaivedBecause is null && fitting.FirstOrDefault(waiver => waiver.Expires >= today) is { } valid
                    ? finding with
                    {
                        WaivedBecause = valid.Reason,
                    }
                    : finding
            );
        }

        judged.AddRange(
            waivers.Select(one => one.Waiver).Select(waiver => Problem(waiver, used.Contains(waiver), today)).OfType<AuditFinding>()
        );
        return
        [
            .. judged
                .OrderByDescending(finding => finding.Severity)
                .ThenBy(finding => finding.Check, StringComparer.Ordinal)
                .ThenBy(finding => finding.Place, StringComparer.Ordinal)
                .ThenBy(finding => finding.Layer)
                .ThenBy(finding => finding.Line)
                .ThenBy(finding => finding.Message, StringComparer.Ordinal),
        ];
    }

    private static AuditFinding? Problem(AuditWaiver waiver, bool isUsed, DateOnly today)
    {
        var place = $"@waiver/{waiver.Check}/{waiver.Location.Line}";
        return waiver.Expires < today
                ? AuditChecks.ExpiredWaiver.At(
                    place,
                    $"{waiver.Location}: the waiver of {waiver.Check} ended on {waiver.Expires:yyyy-MM-dd}",
                    "mend what it waived, or decide anew until when it is accepted"
                )
            : isUsed ? null
            : AuditChecks.IdleWaiver.At(place, $"{waiver.Location}: the waiver of {waiver.Check} fits no finding", "remove it");
    }
}
