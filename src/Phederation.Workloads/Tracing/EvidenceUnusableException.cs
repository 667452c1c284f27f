using Phederation.Seccomp;
using Phederation.Seccomp.Recording;

namespace Phederation.Workloads.Tracing;

/// <summary>A trace ran to its end, and what it recorded can't be the ground of a profile: something was lost, or nothing was seen.</summary>
public sealed class EvidenceUnusableException : Exception
{
    internal EvidenceUnusableException(IReadOnlyList<Finding> problems, RecorderLosses losses)
        : base($"the trace can't be used: {string.Join(" ", problems)}")
    {
        Problems = problems;
        Losses = losses;
    }

    /// <summary>What is wrong, each with its mend.</summary>
    public IReadOnlyList<Finding> Problems { get; }

    /// <summary>How much of what was lost, by counter.</summary>
    public RecorderLosses Losses { get; }
}
