namespace Phederation.Images.Auditing;

/// <summary>A check: its id never changes its meaning, because waivers and reports name it.</summary>
/// <param name="Id"><c>PHA201</c>.</param>
/// <param name="Title">What it looks for.</param>
/// <param name="Severity">Of its findings, where they don't say otherwise.</param>
/// <param name="Cis">The check of the CIS Docker Benchmark 1.6 that it answers; null: none.</param>
public sealed record AuditCheck(string Id, string Title, AuditSeverity Severity, string? Cis = null)
{
    internal AuditFinding At(string place, string message, string mend, int? layer = null, AuditSeverity? severity = null) =>
        new()
        {
            Check = Id,
            Severity = severity ?? Severity,
            Place = place,
            Layer = layer,
            Message = message,
            Mend = mend,
        };
}
