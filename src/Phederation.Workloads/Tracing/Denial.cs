namespace Phederation.Workloads.Tracing;

/// <summary>A call that the profile under test didn't let pass.</summary>
/// <param name="Syscall">The call's name.</param>
/// <param name="Abi">The ABI it was made through, as Docker's profiles spell it.</param>
/// <param name="Errno">What the caller got: <c>EPERM</c>, <c>ENOSYS</c>, another number, or <c>killed</c>.</param>
/// <param name="Process">The process that was denied first.</param>
/// <param name="Thread">Its thread.</param>
/// <param name="StepId">The step in which that happened.</param>
/// <param name="Count">How often in the whole run.</param>
public sealed record Denial(string Syscall, string Abi, string Errno, string Process, string Thread, string StepId, ulong Count)
{
    /// <inheritdoc />
    public override string ToString()
    {
        var who = Process == Thread ? Process : $"{Process}, thread {Thread},";
        return $"step '{StepId}': {who} was denied {Syscall} ({Errno}), {Count} times in the run";
    }
}
