using System.Buffers.Binary;
using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Tests.Support;

/// <summary>Runs a seccomp filter (classic BPF over <c>struct seccomp_data</c>) as the kernel does.</summary>
internal sealed class ClassicFilter(byte[] code)
{
    private const uint AuditX8664 = 0xc000_003e;
    private const uint AuditI386 = 0x4000_0003;
    private const int InstructionLength = 8;

    /// <summary>How many instructions it has.</summary>
    public int Length => code.Length / InstructionLength;

    /// <summary>The kernel's return value of a verdict.</summary>
    public static uint ReturnValue(SyscallVerdict verdict) =>
        verdict.Action switch
        {
            SeccompAction.Allow => 0x7fff_0000,
            SeccompAction.Log => 0x7ffc_0000,
            SeccompAction.Errno => 0x0005_0000 | verdict.Errno,
            SeccompAction.Trap => 0x0003_0000,
            SeccompAction.KillProcess => 0x8000_0000,
            SeccompAction.KillThread => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
        };

    /// <summary>What the filter returns for a call.</summary>
    public uint Run(SyscallAbi abi, uint number, ReadOnlySpan<ulong> arguments)
    {
        Span<byte> data = stackalloc byte[64];
        data.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(data, abi == SyscallAbi.X32 ? number | SyscallAbis.X32Bit : number);
        BinaryPrimitives.WriteUInt32LittleEndian(data[4..], abi == SyscallAbi.I386 ? AuditI386 : AuditX8664);
        for (var index = 0; index < arguments.Length; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(data[(16 + (8 * index))..], arguments[index]);
        }

        return Run(data);
    }

    private uint Run(ReadOnlySpan<byte> data)
    {
        uint accumulator = 0;
        for (var at = 0; ; at++)
        {
            var instruction = code.AsSpan(at * InstructionLength, InstructionLength);
            var (ifTrue, ifFalse) = (instruction[2], instruction[3]);
            var value = BinaryPrimitives.ReadUInt32LittleEndian(instruction[4..]);
            switch (BinaryPrimitives.ReadUInt16LittleEndian(instruction))
            {
                case 0x20:
                    accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data[(int)value..]);
                    break;
                case 0x54:
                    accumulator &= value;
                    break;
                case 0x05:
                    at += (int)value;
                    break;
                case 0x15:
                    at += accumulator == value ? ifTrue : ifFalse;
                    break;
                case 0x25:
                    at += accumulator > value ? ifTrue : ifFalse;
                    break;
                case 0x35:
                    at += accumulator >= value ? ifTrue : ifFalse;
                    break;
                case 0x45:
                    at += (accumulator & value) != 0 ? ifTrue : ifFalse;
                    break;
                case 0x06:
                    return value;
                case var operation:
                    throw new InvalidOperationException(
                        $"The filter has the operation 0x{operation:x}, which libseccomp is not known to emit."
                    );
            }
        }
    }
}
