using System.Globalization;
using System.Text.Json;
using Phederation.Images.Json;

namespace Phederation.Images.Patching;

/// <summary>Writes the report for programs.</summary>
public static class PatchJson
{
    /// <summary>The whole report; lists are sorted, so that the same findings give the same bytes but for the time.</summary>
    public static byte[] Write(PatchReport report) => StableJson.Write(json => Write(json, report));

    private static void Write(Utf8JsonWriter json, PatchReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("format", 1);
        json.WriteString("time", report.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteBoolean("passed", report.Passed);
        json.WriteStartObject("policy");
        json.WriteNumber("securityMaxAgeDays", report.Policy.SecurityMaxAgeDays);
        json.WriteNumber("otherMaxAgeDays", report.Policy.OtherMaxAgeDays);
        json.WriteString("releaseSupport", report.Policy.CountsLongTermSupport ? "long-term" : "regular");
        json.WriteString("endedSupport", report.Policy.RefusesEndedSupport ? "refuse" : "warn");
        json.WriteNumber("waivers", report.Policy.Waivers.Count);
        json.WriteEndObject();
        json.Array("images", report.Images, image => Write(json, image, report.Time));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JudgedPatches image, DateTimeOffset now)
    {
        var patches = image.Patches;
        json.WriteStartObject();
        json.WriteString("name", patches.Name);
        json.WriteString("reference", patches.Reference);
        json.WriteString("imageId", patches.ImageId);
        json.WriteString("distribution", patches.Distribution);
        json.WriteString("release", patches.Release.Codename);
        json.OptionalString("regularSupportEnds", Day(patches.Release.RegularEnd));
        json.OptionalString("longTermSupportEnds", Day(patches.Release.LongTermEnd));
        json.WriteBoolean("passed", image.Passed);
        json.WriteNumber("packages", patches.PackageCount);
        json.WriteNumber("unpatchedPackages", patches.Unpatched.Count);
        json.WriteNumber("unpatchedSecurity", patches.Unpatched.Count(package => package.IsSecurity));
        json.WriteNumber("cves", patches.CveCount);
        json.Array("unpatched", patches.Unpatched, package => Write(json, package, now));
        json.Array("support", patches.Support, finding => Write(json, finding));
        json.Array("notServed", patches.Unserved, json.WriteStringValue);
        json.Array(
            "findings",
            image.Findings,
            finding =>
            {
                json.WriteStartObject();
                json.WriteString("judgement", PatchText.Word(finding.Judgement));
                json.WriteString("package", finding.Package);
                json.WriteString("text", finding.Text);
                json.WriteEndObject();
            }
        );
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, UnpatchedPackage package, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("name", package.Name);
        json.WriteString("source", package.Source);
        json.WriteString("installed", package.Installed);
        json.WriteString("candidate", package.Candidate);
        json.WriteBoolean("fromSecurity", package.FromSecurity);
        json.WriteBoolean("security", package.IsSecurity);
        json.OptionalString("urgency", package.Urgency);
        if (package.Since is { } since)
        {
            json.WriteString("since", since.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteNumber("ageDays", package.AgeDays(now)!.Value);
        }

        json.WriteNumber("missedVersions", package.MissedVersions);
        json.WriteBoolean("historyComplete", package.IsHistoryComplete);
        json.Array("cves", package.Cves, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SupportFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("package", finding.Package);
        json.WriteString("source", finding.Source);
        json.WriteString("version", finding.Version);
        json.WriteString("support", finding.Ended is null ? "limited" : "ended");
        json.OptionalString("ended", Day(finding.Ended));
        json.WriteString("why", finding.Why);
        json.WriteEndObject();
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
