using System.Globalization;

namespace Phederation.Images.Patching;

/// <summary>Holds what is known of an image against the policy.</summary>
public sealed class PatchJudge(PatchPolicy policy, DateTimeOffset now)
{
    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>Judges an image.</summary>
    public JudgedPatches Judge(ImagePatches patches)
    {
        List<PatchFinding> findings =
        [
            .. Release(patches),
            .. patches.Unpatched.Select(package => Unpatched(patches, package)),
            .. patches.Support.Select(finding => Support(patches, finding)),
            .. patches.Unserved.Select(package => Unserved(patches, package)),
        ];
        findings.AddRange(ExpiredWaivers(patches, findings));
        return new JudgedPatches(patches, [.. findings.OrderByDescending(finding => finding.Judgement)]);
    }

    private IEnumerable<PatchFinding> Release(ImagePatches patches)
    {
        var release = patches.Release;
        if (release.End(policy) is { } end && end < _today)
        {
            yield return new PatchFinding(
                release.Codename,
                $"the support of the release {release.Codename} ended on {Day(end)}; move the image to a newer release",
                PatchJudgement.Refused
            );
        }
        else if (release.RegularEnd is { } regular && regular < _today)
        {
            yield return new PatchFinding(
                release.Codename,
                $"the regular support of {release.Codename} ended on {Day(regular)}; only its long-term team mends it, until "
                    + (release.LongTermEnd is { } last ? Day(last) : "a day that is not set"),
                PatchJudgement.Told
            );
        }
    }

    private PatchFinding Unpatched(ImagePatches patches, UnpatchedPackage package)
    {
        var allowed = package.IsSecurity ? policy.SecurityMaxAgeDays : policy.OtherMaxAgeDays;
        var kind = package.IsSecurity ? "security update" : "update";
        var text = $"{package.Name} {package.Installed}: the {kind} {package.Candidate}";
        return package.AgeDays(now) switch
        {
            null => Waivable(patches, package.Name, package.Source, $"{text} is available, no changelog says since when"),
            { } age when age > allowed => Waivable(
                patches,
                package.Name,
                package.Source,
                $"{text} has been available for {age} days, {allowed} are allowed"
            ),
            { } age => new PatchFinding(package.Name, $"{text} has been available for {age} of {allowed} days", PatchJudgement.Told),
        };
    }

    private PatchFinding Support(ImagePatches patches, SupportFinding finding)
    {
        var text = $"{finding.Package} {finding.Version}: ";
        return finding.Ended is not { } day
                ? new PatchFinding(finding.Package, $"{text}limited security support: {finding.Why}", PatchJudgement.Told)
            : !finding.HasEnded(_today)
                ? new PatchFinding(finding.Package, $"{text}security support will end on {Day(day)}: {finding.Why}", PatchJudgement.Told)
            : policy.RefusesEndedSupport
                ? Waivable(patches, finding.Package, finding.Source, $"{text}security support ended on {Day(day)}: {finding.Why}")
            : new PatchFinding(finding.Package, $"{text}security support ended on {Day(day)}: {finding.Why}", PatchJudgement.Told);
    }

    private PatchFinding Unserved(ImagePatches patches, string package) =>
        Waivable(patches, package, package, $"{package}: the distribution does not serve it; nobody can tell whether it is patched");

    private PatchFinding Waivable(ImagePatches patches, string package, string source, string text)
    {
        var waiver = policy.Waivers.FirstOrDefault(waiver => waiver.Fits(patches.Name, package, source) && waiver.Expires >= _today);
        return waiver is null
            ? new PatchFinding(package, text, PatchJudgement.Refused)
            : new PatchFinding(
                package,
                $"{text}; waived by {waiver.Owner} until {Day(waiver.Expires)}: {waiver.Reason}",
                PatchJudgement.Waived
            );
    }

    // Said beside the refusal that they no longer hold back, so that nobody wonders why the waiver has no effect.
    private IEnumerable<PatchFinding> ExpiredWaivers(ImagePatches patches, List<PatchFinding> findings) =>
        policy
            .Waivers.Where(waiver => waiver.Expires < _today)
            .Where(waiver =>
                findings.Any(finding =>
                    finding.Judgement == PatchJudgement.Refused
                    && waiver.Fits(patches.Name, finding.Package, SourceOf(patches, finding.Package))
                )
            )
            .Select(waiver => new PatchFinding(
                waiver.Package,
                $"{waiver.Place}: the waiver of {waiver.Package} expired on {Day(waiver.Expires)}; patch it, or decide anew",
                PatchJudgement.Told
            ));

    private static string SourceOf(ImagePatches patches, string package) =>
        patches.Unpatched.FirstOrDefault(unpatched => unpatched.Name == package)?.Source
        ?? patches.Support.FirstOrDefault(finding => finding.Package == package)?.Source
        ?? package;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
