using Iced.Intel;

namespace Phederation.MachineCode;

/// <summary>
/// What a stretch of x86-64 code does with the kernel and with other code. Instructions are followed in the order in which they lie, not in which they run:
/// compilers load a call's number where they make it.
/// </summary>
internal sealed class CodeScan
{
    private const int Registers = 16;
    private const uint LargestNumber = 1024;

    private readonly uint?[] _constants = new uint?[Registers];

    private CodeScan() { }

    /// <summary>The numbers of the calls that are made here.</summary>
    public SortedSet<uint> Numbers { get; } = [];

    /// <summary>Calls whose number is no constant.</summary>
    public int Computed { get; private set; }

    /// <summary>Constants that are handed to functions as their first argument, with the function's address, or where its address is kept.</summary>
    public HashSet<(ulong Function, uint Argument)> FirstArguments { get; } = [];

    /// <summary>Jumps through an address that is kept somewhere, as a table of foreign functions is made of: where the jump is, and where the address.</summary>
    public HashSet<(ulong At, ulong Kept)> Through { get; } = [];

    /// <summary>Addresses that are jumped to, called or taken here.</summary>
    public HashSet<ulong> Targets { get; } = [];

    /// <summary>Looks at code.</summary>
    /// <param name="code">The bytes.</param>
    /// <param name="address">The address of the first.</param>
    public static CodeScan Of(ReadOnlyMemory<byte> code, ulong address)
    {
        var scan = new CodeScan();
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(code.ToArray()), address);
        var end = address + (ulong)code.Length;
        while (decoder.IP < end)
        {
            decoder.Decode(out var instruction);
            scan.Follow(instruction);
        }

        return scan;
    }

    private void Follow(in Instruction instruction)
    {
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Syscall:
                Syscall(_constants[Index(Register.RAX)]);
                _constants[Index(Register.RAX)] = null;
                return;
            case Mnemonic.Call:
                Branch(instruction);
                if (_constants[Index(Register.RDI)] is { } argument)
                {
                    FirstArguments.Add((Callee(instruction), argument));
                }

                // What a function may change, by the calling convention.
                foreach (
                    var register in (Register[])
                        [
                            Register.RAX,
                            Register.RCX,
                            Register.RDX,
                            Register.RSI,
                            Register.RDI,
                            Register.R8,
                            Register.R9,
                            Register.R10,
                            Register.R11,
                        ]
                )
                {
                    _constants[Index(register)] = null;
                }

                return;
            case Mnemonic.Jmp when instruction.IsIPRelativeMemoryOperand:
                Through.Add((instruction.IP, instruction.IPRelativeMemoryAddress));
                return;
            case Mnemonic.Lea when instruction.IsIPRelativeMemoryOperand:
                Targets.Add(instruction.IPRelativeMemoryAddress);
                break;
            default:
                Branch(instruction);
                break;
        }

        Assign(instruction);
    }

    private static ulong Callee(in Instruction instruction) =>
        instruction.Op0Kind == OpKind.NearBranch64 ? instruction.NearBranchTarget
        : instruction.IsIPRelativeMemoryOperand ? instruction.IPRelativeMemoryAddress
        : 0;

    private void Syscall(uint? number)
    {
        if (number is { } known)
        {
            Numbers.Add(known);
        }
        else
        {
            Computed++;
        }
    }

    private void Branch(in Instruction instruction)
    {
        if (
            instruction.FlowControl is FlowControl.Call or FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch
            && instruction.Op0Kind == OpKind.NearBranch64
        )
        {
            Targets.Add(instruction.NearBranchTarget);
        }
    }

    /// <summary>What a register holds afterwards: a constant, where the instruction says so.</summary>
    private void Assign(in Instruction instruction)
    {
        if (
            instruction.OpCount == 0
            || instruction.Op0Kind != OpKind.Register
            || !instruction.Op0Register.IsGPR()
            || instruction.Mnemonic is Mnemonic.Cmp or Mnemonic.Test or Mnemonic.Push
        )
        {
            return;
        }

        _constants[Index(instruction.Op0Register)] = instruction.Mnemonic switch
        {
            Mnemonic.Mov when instruction.Op0Register.GetSize() >= 4 => Moved(instruction),
            Mnemonic.Xor when instruction.Op1Kind == OpKind.Register && instruction.Op0Register == instruction.Op1Register => 0,
            _ => null,
        };
    }

    private uint? Moved(in Instruction instruction) =>
        instruction.Op1Kind switch
        {
            OpKind.Immediate32 or OpKind.Immediate32to64 or OpKind.Immediate64 => instruction.GetImmediate(1)
                is var value
                    and < LargestNumber
                ? (uint)value
                : null,
            OpKind.Register when instruction.Op1Register.IsGPR() => _constants[Index(instruction.Op1Register)],
            _ => null,
        };

    private static int Index(Register register) => register.GetFullRegister() - Register.RAX;
}
