using Phederation.Text;

namespace Phederation.Images.Auditing;

/// <summary>Reads the table <c>[audit]</c> of an image.toml.</summary>
internal static class AuditPolicyReader
{
    private static readonly string[] Severities = [.. Enum.GetNames<AuditSeverity>().Select(name => name.ToLowerInvariant())];

    /// <summary>Reads the policy; without a table it is the strict one.</summary>
    public static AuditPolicy Read(TomlTable? table)
    {
        if (table is null)
        {
            return AuditPolicy.Default;
        }

        table.RejectUnknown("max-severity", "shell", "shell-reason", "max-layers", "waiver");
        var hasShell = table.OptionalBoolean("shell") ?? false;
        if (hasShell != table.ContainsKey("shell-reason"))
        {
            throw table.Error(
                hasShell ? "shell" : "shell-reason",
                hasShell ? "a shell needs its reason; add shell-reason = \"…\"" : "there is no shell to give a reason for; add shell = true"
            );
        }

        return new AuditPolicy
        {
            MaxSeverity = table.ContainsKey("max-severity") ? Severity(table, "max-severity") : AuditPolicy.Default.MaxSeverity,
            ShellReason = hasShell ? Words(table, "shell-reason") : null,
            MaxLayers = (int)(table.OptionalInteger("max-layers", 1, 127) ?? AuditPolicy.Default.MaxLayers),
            Waivers = [.. table.OptionalTables("waiver").Select(Waiver)],
        };
    }

    private static AuditWaiver Waiver(TomlTable table)
    {
        table.RejectUnknown("check", "paths", "reason", "expires");
        var check = table.String("check");
        if (AuditChecks.All.All(known => known.Id != check))
        {
            throw table.Error("check", $"there is no check '{check}'; a report names the check of each finding, such as \"PHA201\"");
        }

        var paths = table.OptionalStrings("paths");
        if (paths.FirstOrDefault(path => path.Length == 0 || path.StartsWith('/') || path.EndsWith('/')) is { } bad)
        {
            throw table.Error("paths", $"'{bad}' must be a pattern from the image's root, without a '/' at its begin or end");
        }

        if (table.ContainsKey("paths") && paths.Count == 0)
        {
            throw table.Error("paths", "it is empty; name the paths, or remove it to waive the check everywhere");
        }

        var expires = table.DateTime("expires") is { Date: { } date, Time: null }
            ? date
            : throw table.Error("expires", "a date without a time is expected; write 2027-01-31");
        return new AuditWaiver(check, paths, Words(table, "reason"), expires, table.Location);
    }

    private static AuditSeverity Severity(TomlTable table, string key) =>
        Array.IndexOf(Severities, table.String(key)) is >= 0 and var index
            ? (AuditSeverity)index
            : throw table.Error(key, $"'{table.String(key)}' is no severity; write one of {string.Join(", ", Severities)}");

    private static string Words(TomlTable table, string key)
    {
        var text = table.String(key).Trim();
        return text.Length > 0 ? text : throw table.Error(key, "it is empty; write it in words");
    }
}
