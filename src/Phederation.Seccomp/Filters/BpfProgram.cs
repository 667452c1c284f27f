using System.Buffers.Binary;

namespace Phederation.Seccomp.Filters;

/// <summary>
/// A seccomp filter as the kernel runs it: a classic BPF program over <see cref="SeccompData" />. The instructions that the kernel lets a seccomp filter
/// have (seccomp_check_filter of kernel/seccomp.c) are known; any other is refused.
/// </summary>
public sealed class BpfProgram
{
    /// <summary>The kernel takes no longer program (BPF_MAXINSNS).</summary>
    public const int MostInstructions = 4096;

    private const int Load = 0x00;
    private const int LoadIndex = 0x01;
    private const int Store = 0x02;
    private const int StoreIndex = 0x03;
    private const int Arithmetic = 0x04;
    private const int Jump = 0x05;
    private const int Return = 0x06;
    private const int Words = 16;

    private readonly BpfInstruction[] _instructions;

    private BpfProgram(BpfInstruction[] instructions) => _instructions = instructions;

    /// <summary>The instructions in their order.</summary>
    public IReadOnlyList<BpfInstruction> Instructions => _instructions;

    /// <summary>Reads a program.</summary>
    /// <param name="bytes">An array of <c>struct sock_filter</c>, little-endian.</param>
    /// <exception cref="InvalidDataException">It is no program that the kernel would take.</exception>
    public static BpfProgram Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MostInstructions * BpfInstruction.Size || bytes.Length % BpfInstruction.Size != 0)
        {
            throw new InvalidDataException(
                $"a filter has 1 to {MostInstructions} instructions of {BpfInstruction.Size} bytes, not {bytes.Length} bytes"
            );
        }

        var instructions = new BpfInstruction[bytes.Length / BpfInstruction.Size];
        for (var index = 0; index < instructions.Length; index++)
        {
            var at = bytes[(index * BpfInstruction.Size)..];
            instructions[index] = new BpfInstruction(
                BinaryPrimitives.ReadUInt16LittleEndian(at),
                at[2],
                at[3],
                BinaryPrimitives.ReadUInt32LittleEndian(at[4..])
            );
        }

        return new BpfProgram(instructions);
    }

    /// <summary>What the program returns for a call: an action with its data, <c>SECCOMP_RET_…</c>.</summary>
    /// <param name="data">The call.</param>
    /// <param name="reached">Set to true at the place of each instruction that ran; null where nobody asks.</param>
    /// <exception cref="InvalidDataException">The program has an instruction that no filter may have, or leaves itself.</exception>
    public uint Run(SeccompData data, bool[]? reached = null)
    {
        var memory = new uint[Words];
        uint accumulator = 0;
        uint index = 0;

        // Jumps lead forward only, so that each instruction runs once at most.
        for (long at = 0; at < _instructions.Length; at++)
        {
            var one = _instructions[at];
            reached?[at] = true;
            var operand = one.UsesIndex ? index : one.K;
            switch (one.Class)
            {
                case Load:
                    accumulator = Loaded(one, data, memory);
                    break;
                case LoadIndex:
                    index = Loaded(one, data, memory);
                    break;
                case Store:
                    memory[Slot(one)] = accumulator;
                    break;
                case StoreIndex:
                    memory[Slot(one)] = index;
                    break;
                case Arithmetic:
                    accumulator = Calculated(one, accumulator, operand);
                    break;
                case Jump:
                    at += Skipped(one, accumulator, operand);
                    break;
                case Return:
                    return (one.Code & 0x18) == 0x10 ? accumulator : one.K;
                default:
                    // TAX and TXA.
                    (accumulator, index) = (one.Code & 0xf8) == 0x80 ? (index, index) : (accumulator, accumulator);
                    break;
            }
        }

        throw new InvalidDataException("a filter ends without a return");
    }

    private static uint Loaded(BpfInstruction one, SeccompData data, uint[] memory) =>
        (one.Code & ~1) switch
        {
            0x00 => one.K,
            0x20 when one.Class == Load => data.Word(one.K),
            0x60 => memory[Slot(one)],
            0x80 => SeccompData.Size,
            _ => throw Unknown(one),
        };

    private static uint Calculated(BpfInstruction one, uint accumulator, uint operand) =>
        one.Operation switch
        {
            0x00 => accumulator + operand,
            0x10 => accumulator - operand,
            0x20 => accumulator * operand,
            0x30 => operand == 0 ? 0 : accumulator / operand,
            0x40 => accumulator | operand,
            0x50 => accumulator & operand,
            0x60 => operand > 31 ? 0 : accumulator << (int)operand,
            0x70 => operand > 31 ? 0 : accumulator >> (int)operand,
            0x80 => unchecked((uint)-(int)accumulator),
            0xa0 => accumulator ^ operand,
            _ => throw Unknown(one),
        };

    private static long Skipped(BpfInstruction one, uint accumulator, uint operand) =>
        one.Operation switch
        {
            0x00 => one.K,
            0x10 => accumulator == operand ? one.Jt : one.Jf,
            0x20 => accumulator > operand ? one.Jt : one.Jf,
            0x30 => accumulator >= operand ? one.Jt : one.Jf,
            0x40 => (accumulator & operand) != 0 ? one.Jt : one.Jf,
            _ => throw Unknown(one),
        };

    private static int Slot(BpfInstruction one) => one.K < Words ? (int)one.K : throw Unknown(one);

    private static InvalidDataException Unknown(BpfInstruction one) =>
        new($"a filter has an instruction that is not known: code 0x{one.Code:x}, k 0x{one.K:x}");
}
