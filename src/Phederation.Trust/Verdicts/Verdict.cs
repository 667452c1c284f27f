using System.Text.Json.Serialization;

namespace Phederation.Trust.Verdicts;

/// <summary>
/// What one gate of the pipeline found about one image: it binds the result to the exact image, profile, evidence and workload, so that
/// it can't be used for another one.
/// </summary>
public sealed record Verdict
{
    /// <summary>The payload's format that is written and read.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The payload's format; only <see cref="CurrentSchema"/> is read.</summary>
    [JsonRequired]
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The gate, for example <c>replay</c>.</summary>
    public required string Gate { get; init; }

    /// <summary>The image's name, for example <c>postgres</c>.</summary>
    public required string ImageName { get; init; }

    /// <summary>The image's ID, which is the digest of its configuration: <c>sha256:…</c>.</summary>
    public required string ImageId { get; init; }

    /// <summary>SHA-256 of the seccomp profile's file in hexadecimal digits; null for gates that judge no profile.</summary>
    public string? ProfileSha256 { get; init; }

    /// <summary>SHA-256 of the evidence's file; null for gates that judge none.</summary>
    public string? EvidenceSha256 { get; init; }

    /// <summary>SHA-256 of the workload; null for gates that ran none.</summary>
    public string? WorkloadSha256 { get; init; }

    /// <summary>The policy of <see cref="TrustPolicy"/> that the gate applied.</summary>
    public required string Policy { get; init; }

    /// <summary>The pipeline's version.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>When the gate was judged.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether the gate was passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>Figures and words for the reader of a report.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
