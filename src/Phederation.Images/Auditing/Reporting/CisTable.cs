namespace Phederation.Images.Auditing.Reporting;

/// <summary>The part of the CIS Docker Benchmark 1.6 that is about images.</summary>
public static class CisTable
{
    private static readonly (string Id, string Title)[] Rows =
    [
        ("4.1", "a user for the container"),
        ("4.2", "trusted base images"),
        ("4.3", "no unnecessary packages"),
        ("4.4", "scanned and rebuilt with security patches"),
        ("4.5", "content trust"),
        ("4.6", "HEALTHCHECK"),
        ("4.7", "no update instruction alone"),
        ("4.8", "no setuid and setgid permissions"),
        ("4.9", "COPY instead of ADD"),
        ("4.10", "no secrets in images"),
        ("4.11", "verified packages only"),
        ("4.12", "signed artifacts"),
    ];

    /// <summary>Every check of the benchmark's part, with its result.</summary>
    public static IReadOnlyList<CisRow> Of(AuditReport report) => [.. Rows.Select(row => Row(report, row.Id, row.Title))];

    private static CisRow Row(AuditReport report, string id, string title)
    {
        var checks = AuditChecks.All.Where(check => check.Cis == id).Select(check => check.Id).ToList();
        var found = report.Active.Where(finding => checks.Contains(finding.Check)).ToList();
        var result =
            checks.Count == 0 ? "elsewhere"
            : found.Count == 0 ? "pass"
            : found.Any(finding => finding.Severity > report.Policy.MaxSeverity) ? "fail"
            : "note";
        return new CisRow(id, title, result, checks);
    }
}
