namespace Phederation.Seccomp.Filters;

/// <summary>What a filter sees of a call (<c>struct seccomp_data</c> of linux/seccomp.h).</summary>
/// <param name="Number">The call's number as the kernel's gate has it (x32 with bit 30).</param>
/// <param name="Architecture">The audit architecture, <c>AUDIT_ARCH_…</c> of linux/audit.h.</param>
/// <param name="Arguments">The six arguments.</param>
public readonly record struct SeccompData(uint Number, uint Architecture, IReadOnlyList<ulong> Arguments)
{
    /// <summary>The size of the structure, in bytes.</summary>
    public const int Size = 64;

    private const int InstructionPointer = 8;
    private const int FirstArgument = 16;

    /// <summary>A call through an ABI.</summary>
    public static SeccompData Of(SyscallAbi abi, uint number, IReadOnlyList<ulong> arguments) =>
        new(
            abi == SyscallAbi.X32 ? number | SyscallAbis.X32Bit : number,
            abi switch
            {
                SyscallAbi.I386 => 0x40000003,
                SyscallAbi.Aarch64 => 0xC00000B7,
                _ => 0xC000003E,
            },
            arguments
        );

    /// <summary>The 32 bits at an offset, as a filter on a little-endian machine loads them.</summary>
    internal uint Word(uint offset) =>
        offset switch
        {
            0 => Number,
            4 => Architecture,
            InstructionPointer or InstructionPointer + 4 => 0,
            >= FirstArgument and < Size when offset % 4 == 0 => (uint)(
                Arguments[(int)(offset - FirstArgument) / 8] >> (offset % 8 == 0 ? 0 : 32)
            ),
            _ => throw new InvalidDataException($"a filter loads 4 bytes at an offset that it can't have: {offset}"),
        };
}
