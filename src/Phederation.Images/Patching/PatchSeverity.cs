namespace Phederation.Images.Patching;

/// <summary>
/// Orders unpatched packages for people by the number of their CVE ids and by age. It is no CVSS score, which changelogs don't hold, and
/// decides nothing: the policy goes by age alone.
/// </summary>
public static class PatchSeverity
{
    private const int Several = 3;
    private const int Many = 10;
    private const int LongDays = 30;

    /// <summary>The level of a package at a moment.</summary>
    public static PatchSeverityLevel Of(UnpatchedPackage package, DateTimeOffset now)
    {
        if (!package.IsSecurity)
        {
            return PatchSeverityLevel.Low;
        }

        var isOld = package.AgeDays(now) is not { } age || age > LongDays;
        return package.Cves.Count switch
        {
            >= Many => PatchSeverityLevel.Critical,
            >= Several => isOld ? PatchSeverityLevel.Critical : PatchSeverityLevel.High,
            _ => isOld ? PatchSeverityLevel.High : PatchSeverityLevel.Medium,
        };
    }
}
