namespace Phederation.Seccomp.Recording;

/// <summary>How often a call passed the filter.</summary>
/// <param name="Abi">The ABI through which it was made.</param>
/// <param name="Number">Its number in that ABI (x32 without bit 30).</param>
/// <param name="ByRuntime">
/// Made by the container runtime between its load of the filter and its exec of the container's program; the program's own calls are counted apart.
/// </param>
/// <param name="Count">Calls since the recorder started.</param>
/// <param name="First">Who made it first.</param>
public sealed record SyscallRecord(SyscallAbi Abi, uint Number, bool ByRuntime, ulong Count, CallWitness First)
{
    /// <summary>How many of them a program of the container made while the service served.</summary>
    public ulong Serving { get; init; }

    /// <summary>The call's name, or <c>#NUMBER</c> for a number that no kernel has assigned.</summary>
    public string Name => SyscallTable.For(Abi).Describe(Number);
}
