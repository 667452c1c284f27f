namespace Phederation.Seccomp.Recording;

/// <summary>One combination of scalar arguments that a call was made with.</summary>
/// <param name="Abi">The ABI through which it was made.</param>
/// <param name="Number">Its number in that ABI.</param>
/// <param name="ByRuntime">As for <see cref="SyscallRecord" />.</param>
/// <param name="Values">The selected arguments' low 32 bits, in the order of <see cref="ArgumentSelection.IndexesOf" />.</param>
/// <param name="Count">Calls with these values since the recorder started.</param>
/// <param name="First">Who made it first.</param>
public sealed record ArgumentRecord(SyscallAbi Abi, uint Number, bool ByRuntime, IReadOnlyList<uint> Values, ulong Count, CallWitness First)
{
    /// <summary>The call's name.</summary>
    public string Name => SyscallTable.For(Abi).Describe(Number);
}
