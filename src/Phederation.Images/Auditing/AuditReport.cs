using Phederation.Containers.Oci;
using Phederation.Images.Auditing.Reading;
using Phederation.Images.Auditing.Reporting;

namespace Phederation.Images.Auditing;

/// <summary>What an audit found. The same image, policy and waivers give the same report: it has no time.</summary>
public sealed class AuditReport
{
    internal AuditReport(string image, AuditedImage audited, AuditPolicy policy, IReadOnlyList<AuditFinding> findings)
    {
        Image = image;
        ImageId = audited.Id;
        Policy = policy;
        Findings = findings;
        Layers =
        [
            .. audited.Layers.Select(layer => new AuditedLayerSummary(
                layer.Index,
                layer.DiffId!,
                layer.Size,
                layer.Files.Count,
                layer.CreatedBy
            )),
        ];
    }

    /// <summary>The reference or ID that was asked for.</summary>
    public string Image { get; }

    /// <summary>The SHA-256 of the configuration that was read.</summary>
    public Digest ImageId { get; }

    /// <summary>What the image was held to.</summary>
    public AuditPolicy Policy { get; }

    /// <summary>The layers, the lowest first; each was read whole.</summary>
    public IReadOnlyList<AuditedLayerSummary> Layers { get; }

    /// <summary>Everything that was found, waived or not, the worst first.</summary>
    public IReadOnlyList<AuditFinding> Findings { get; }

    /// <summary>What fails the audit.</summary>
    public IReadOnlyList<AuditFinding> Failing => [.. Active.Where(finding => finding.Severity > Policy.MaxSeverity)];

    /// <summary>What nobody waived.</summary>
    public IEnumerable<AuditFinding> Active => Findings.Where(finding => finding.WaivedBecause is null);

    /// <summary>Whether nothing is worse than the policy allows.</summary>
    public bool IsPassed => Failing.Count == 0;

    /// <summary>How many findings nobody waived.</summary>
    public int Count(AuditSeverity severity) => Active.Count(finding => finding.Severity == severity);

    /// <summary>The report as JSON; the same bytes for the same report.</summary>
    public byte[] ToJson() => AuditJson.Write(this);

    /// <summary>The report in the Static Analysis Results Interchange Format 2.1.0.</summary>
    public byte[] ToSarif() => AuditSarif.Write(this);
}
