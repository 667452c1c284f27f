using Phederation.Text;
using Phederation.Workloads.Transcripts;

namespace Phederation.Workloads.Running;

/// <summary>A step didn't answer as its expectation says, or not in time.</summary>
public sealed class WorkloadFailedException : Exception
{
    internal WorkloadFailedException(
        string stepId,
        SourceLocation location,
        string reason,
        string logTail,
        Transcript transcript,
        Exception inner
    )
        : base(Describe(stepId, location, reason, logTail, transcript), inner)
    {
        StepId = stepId;
        Location = location;
        Reason = reason;
        LogTail = logTail;
        Transcript = transcript;
    }

    /// <summary>The step that failed.</summary>
    public string StepId { get; }

    /// <summary>Where the workload has it.</summary>
    public SourceLocation Location { get; }

    /// <summary>What is wrong with its answer.</summary>
    public string Reason { get; }

    /// <summary>The end of the container's log.</summary>
    public string LogTail { get; }

    /// <summary>The answers so far; the failed step's is the last.</summary>
    public Transcript Transcript { get; }

    private static string Describe(string stepId, SourceLocation location, string reason, string logTail, Transcript transcript)
    {
        var answer = transcript.Steps is [.., var last] && last.Id == stepId ? last.Answer : [];
        var text = $"{location}: step '{stepId}' failed: {reason}";
        if (answer.Count > 0)
        {
            text += $"\nits answer so far:\n  {string.Join("\n  ", answer.TakeLast(20))}";
        }

        return logTail.Length > 0 ? $"{text}\nthe end of the container's log:\n  {logTail.TrimEnd().Replace("\n", "\n  ")}" : text;
    }
}
