using Phederation.Images.Installed;
using Phederation.Text;

namespace Phederation.Images.Patching;

/// <summary>Reads the patch policy; every error is located.</summary>
public static class PatchPolicyReader
{
    private const int MaximumDays = 3650;

    /// <summary>Reads a policy file.</summary>
    /// <exception cref="TomlException">It is malformed; the message has file:line:column.</exception>
    /// <exception cref="ImageException">It is not there: without a policy nothing can be judged.</exception>
    public static PatchPolicy Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{path} is not there; without a policy no image can be judged: restore it from the repository"
            );
        }

        var root = Toml.Load(path);
        root.RejectUnknown("security-max-age-days", "other-max-age-days", "release-support", "ended-support", "waiver");
        var security = (int)root.Integer("security-max-age-days", 0, MaximumDays);
        var other = (int)root.Integer("other-max-age-days", 0, MaximumDays);
        if (security > other)
        {
            throw root.Error("security-max-age-days", $"security updates may wait no longer than others, {other} days; lower it");
        }

        return new PatchPolicy
        {
            SecurityMaxAgeDays = security,
            OtherMaxAgeDays = other,
            CountsLongTermSupport = OneOf(root, "release-support", "long-term", "regular"),
            RefusesEndedSupport = OneOf(root, "ended-support", "refuse", "warn"),
            Waivers = [.. root.OptionalTables("waiver").Select(ReadWaiver)],
        };
    }

    private static PatchWaiver ReadWaiver(TomlTable table)
    {
        table.RejectUnknown("package", "images", "reason", "owner", "expires");
        var package = table.String("package");
        if (!PackageNames.IsName(package))
        {
            throw table.Error("package", $"'{package}' is no name of a Debian package; write the name of a binary or source package");
        }

        return new PatchWaiver(
            package,
            table.OptionalStrings("images"),
            Text(table, "reason"),
            Text(table, "owner"),
            table.DateTime("expires") is { Date: { } date, Time: null }
                ? date
                : throw table.Error("expires", "the last day is expected; write it like 2026-12-31"),
            table.Location.ToString()
        );
    }

    private static string Text(TomlTable table, string key) =>
        string.IsNullOrWhiteSpace(table.String(key))
            ? throw table.Error(key, $"a waiver needs its {key}; write it down")
            : table.String(key);

    private static bool OneOf(TomlTable table, string key, string yes, string no) =>
        table.String(key) is var value && (value == yes || value == no)
            ? value == yes
            : throw table.Error(key, $"'{value}' is neither \"{yes}\" nor \"{no}\"; write one of them");
}
