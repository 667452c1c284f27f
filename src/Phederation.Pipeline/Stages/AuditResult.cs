using Phederation.Containers.Oci;
using Phederation.Images.Auditing;

namespace Phederation.Pipeline.Stages;

/// <summary>What the audit of one image came to: enough for a verdict that names exactly what was judged.</summary>
/// <param name="Name">The image's name in the catalogue, or the reference that was asked for.</param>
/// <param name="ImageId">The image that was read.</param>
/// <param name="IsPassed">Whether nothing is worse than its policy allows.</param>
/// <param name="Counts">Findings that nobody waived, by severity.</param>
/// <param name="Waived">Findings that somebody accepted.</param>
/// <param name="ReportPath">The report, JSON.</param>
/// <param name="ReportSha256">The SHA-256 of the report's bytes in lower case.</param>
public sealed record AuditResult(
    string Name,
    Digest ImageId,
    bool IsPassed,
    IReadOnlyDictionary<AuditSeverity, int> Counts,
    int Waived,
    string ReportPath,
    string ReportSha256
);
