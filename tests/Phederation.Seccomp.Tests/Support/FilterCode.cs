using System.Buffers.Binary;

namespace Phederation.Seccomp.Tests.Support;

/// <summary>Small seccomp filters as the kernel takes them (<c>struct sock_filter</c>), in hex.</summary>
internal static class FilterCode
{
    public const uint Allow = 0x7fff_0000;
    public const uint KillThread = 0;
    public const uint KillProcess = 0x8000_0000;
    public const uint Trap = 0x0003_0000;

    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;

    /// <summary>Allows everything.</summary>
    public static string AllowAll { get; } = Hex(new FilterInstruction(Return, 0, 0, Allow));

    public static uint Errno(uint errno) => 0x0005_0000 | errno;

    /// <summary>Allows everything but the 64-bit call of this name (whatever the ABI, by number).</summary>
    public static string Deny(string name, uint verdict) =>
        Hex(
            new FilterInstruction(LoadWord, 0, 0, 0),
            new FilterInstruction(JumpIfEqual, 0, 1, SyscallTable.For(SyscallAbi.X8664).NumberOf(name)!.Value),
            new FilterInstruction(Return, 0, 0, verdict),
            new FilterInstruction(Return, 0, 0, Allow)
        );

    private static string Hex(params ReadOnlySpan<FilterInstruction> instructions)
    {
        var bytes = new byte[8 * instructions.Length];
        for (var index = 0; index < instructions.Length; index++)
        {
            var at = bytes.AsSpan(8 * index);
            BinaryPrimitives.WriteUInt16LittleEndian(at, instructions[index].Code);
            at[2] = instructions[index].IfTrue;
            at[3] = instructions[index].IfFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], instructions[index].Value);
        }

        return Convert.ToHexStringLower(bytes);
    }

    private readonly record struct FilterInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);
}
