using Phederation.WebApi.Security;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>The last generation of a definition on a source, as WebAPI tells it.</summary>
internal sealed record GenerationInfo
{
    public required GenerationInfoId Id { get; init; }

    /// <summary>In milliseconds since 1970.</summary>
    public long? StartTime { get; init; }

    /// <summary>In milliseconds.</summary>
    public int? ExecutionDuration { get; init; }

    public required GenerationStatus Status { get; init; }

    public bool IsValid { get; init; }

    public bool IsCanceled { get; init; }

    public string? FailMessage { get; init; }

    public long? PersonCount { get; init; }

    public long? RecordCount { get; init; }

    public Author? CreatedBy { get; init; }

    public long? CcGenerateId { get; init; }

    public bool IsDemographic { get; init; }
}
