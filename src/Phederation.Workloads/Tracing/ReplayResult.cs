using Phederation.Seccomp.Filters;
using Phederation.Seccomp.Recording;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Tracing;

/// <summary>How an image behaved under a profile, held against how it behaved when everything was allowed.</summary>
public sealed record ReplayResult
{
    /// <summary>What the service answered, as far as it got.</summary>
    public required Transcript Transcript { get; init; }

    /// <summary>Calls that were denied: each is something the trace saw and the profile lacks, or something the trace missed.</summary>
    public required IReadOnlyList<Denial> Denials { get; init; }

    /// <summary>Calls that the profile means to refuse although they were made, and that its programs have another way for.</summary>
    public required IReadOnlyList<Denial> IntendedDenials { get; init; }

    /// <summary>Steps that answered differently than in the trace.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>Calls that the kernel's own filter answers otherwise than the profile says.</summary>
    public IReadOnlyList<FilterDifference> FilterDifferences { get; init; } = [];

    /// <summary>What of the kernel's own filter was compared, or why nothing could be.</summary>
    public string Filter { get; init; } = "";

    /// <summary>The step that failed, with its answer and the end of the log; null when all steps came to their end.</summary>
    public string? Failure { get; init; }

    /// <summary>What a person must know of how denials were seen; null where there is nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>What the recorder couldn't keep: then the list of denials may not be whole.</summary>
    public required RecorderLosses Losses { get; init; }

    /// <summary>Whether the profile is proved for this workload.</summary>
    public bool Passed => Denials.Count == 0 && Differences.Count == 0 && FilterDifferences.Count == 0 && Failure is null && !Losses.Any;

    /// <summary>Why it isn't, the causes before the effects; empty when it is.</summary>
    public IReadOnlyList<string> Reasons =>
        [
            .. FilterDifferences.Select(difference => difference.ToString()),
            .. Denials.Select(denial => denial.ToString()),
            .. Failure is null ? Array.Empty<string>() : [Failure],
            .. Differences.Select(difference => $"step {difference}"),
            .. Losses.Any ? [$"the recorder lost events ({Losses}): denials may be missing"] : Array.Empty<string>(),
        ];
}
