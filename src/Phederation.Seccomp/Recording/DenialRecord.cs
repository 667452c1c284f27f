namespace Phederation.Seccomp.Recording;

/// <summary>A call that the filter did not let pass.</summary>
/// <param name="Abi">The ABI through which it was made.</param>
/// <param name="Number">Its number in that ABI.</param>
/// <param name="Errno">What the filter answered (1 = EPERM, 38 = ENOSYS); 0 where it killed the caller or sent it SIGSYS.</param>
/// <param name="Count">Denials since the recorder started.</param>
/// <param name="First">Who was denied first.</param>
public sealed record DenialRecord(SyscallAbi Abi, uint Number, int Errno, ulong Count, CallWitness First)
{
    /// <summary>The call's name, or <c>#NUMBER</c>.</summary>
    public string Name => SyscallTable.For(Abi).Describe(Number);

    /// <summary>Whether the filter killed the caller (or sent it SIGSYS) instead of answering.</summary>
    public bool IsKill => Errno == 0;
}
