namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>
/// The array of counters, one slot per (runtime or program, ABI, number): a tally, then the masks that select the call's recorded arguments.
/// </summary>
internal static class CallSlots
{
    public const int NumbersPerAbi = 1024;
    public const int Abis = 3;
    public const int Banks = 2;
    public const int PerBank = Abis * NumbersPerAbi;
    public const int Total = Banks * PerBank;
    public const int Masks = Tally.Length;
    public const int Arguments = 6;

    /// <summary>Non-zero in a slot whose call's arguments are recorded (the tally's spare word).</summary>
    public const int HasMasks = Tally.Ready + sizeof(uint);
    public const int Length = Tally.Length + (Arguments * sizeof(uint));

    public static int IndexOf(bool byRuntime, SyscallAbi abi, uint number) =>
        ((((byRuntime ? 1 : 0) * Abis) + (int)abi) * NumbersPerAbi) + (int)number;

    public static (bool ByRuntime, SyscallAbi Abi, uint Number) At(int index) =>
        (index >= Abis * NumbersPerAbi, (SyscallAbi)(index / NumbersPerAbi % Abis), (uint)(index % NumbersPerAbi));
}
