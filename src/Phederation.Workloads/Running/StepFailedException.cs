using Phederation.Text;

namespace Phederation.Workloads.Running;

/// <summary>A step's answer isn't what its expectation says. The runner adds the step and what was answered before.</summary>
internal sealed class StepFailedException(string message, SourceLocation? location = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The place of the action that failed, when it is more exact than the step's.</summary>
    public SourceLocation? Location { get; } = location;
}
