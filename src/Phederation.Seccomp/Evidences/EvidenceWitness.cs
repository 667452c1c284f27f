namespace Phederation.Seccomp.Evidences;

/// <summary>Who made a call first, and in which step of the workload.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Phase">The step's phase.</param>
/// <param name="Process">The process's name.</param>
/// <param name="Thread">The thread's name.</param>
/// <param name="ProcessId">Its process id on the host.</param>
/// <param name="ThreadId">Its thread id on the host.</param>
public sealed record EvidenceWitness(string Step, string Phase, string Process, string Thread, int ProcessId, int ThreadId)
{
    /// <inheritdoc />
    public override string ToString() =>
        Process == Thread ? $"{Process} in step '{Step}' ({Phase})" : $"{Process}, thread {Thread}, in step '{Step}' ({Phase})";
}
