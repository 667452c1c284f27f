namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>
/// Writes BPF bytecode (Documentation/bpf/standardization/instruction-set.rst): one method per instruction, jumps go to labels
/// that may be placed later.
/// </summary>
internal sealed class BpfAssembler
{
    private const int LongestJump = short.MaxValue;

    // Instructions without a register have zero in its place; a wide move tells by its source what its value is (BPF_PSEUDO_MAP_FD).
    private const BpfRegister None = BpfRegister.Result;
    private const BpfRegister MapDescriptor = BpfRegister.Arg1;

    private readonly List<ulong> _code = [];
    private readonly List<(int At, string Label)> _jumps = [];
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);
    private int _unique;

    /// <summary>A label of its own, for code that is emitted several times.</summary>
    public string NewLabel(string purpose) => $"{purpose}#{++_unique}";

    /// <summary>The next instruction is what jumps to this label reach.</summary>
    public void Label(string label) => _labels.Add(label, _code.Count);

    public void Move(BpfRegister to, BpfRegister from) => Emit(0xbf, to, from);

    public void Move(BpfRegister to, int value) => Emit(0xb7, to, immediate: value);

    public void Move64(BpfRegister to, ulong value)
    {
        Emit(0x18, to, immediate: (int)(uint)value);
        _code.Add(value >> 32 << 32);
    }

    /// <summary>The map behind a descriptor of this process (BPF_PSEUDO_MAP_FD).</summary>
    public void MoveMap(BpfRegister to, int descriptor)
    {
        Emit(0x18, to, MapDescriptor, immediate: descriptor);
        _code.Add(0);
    }

    public void Add(BpfRegister to, int value) => Emit(0x07, to, immediate: value);

    public void Add(BpfRegister to, BpfRegister from) => Emit(0x0f, to, from);

    public void Multiply(BpfRegister to, int value) => Emit(0x27, to, immediate: value);

    public void And(BpfRegister to, int value) => Emit(0x57, to, immediate: value);

    public void And(BpfRegister to, BpfRegister from) => Emit(0x5f, to, from);

    public void Or(BpfRegister to, int value) => Emit(0x47, to, immediate: value);

    public void ShiftRight(BpfRegister to, int bits) => Emit(0x77, to, immediate: bits);

    public void Negate(BpfRegister register) => Emit(0x87, register);

    /// <summary>Keeps the low 32 bits (a 32-bit move clears the high half).</summary>
    public void Truncate32(BpfRegister register) => Emit(0xbc, register, register);

    public void Load64(BpfRegister to, BpfRegister from, int offset) => Emit(0x79, to, from, offset);

    public void Load32(BpfRegister to, BpfRegister from, int offset) => Emit(0x61, to, from, offset);

    public void Store64(BpfRegister to, int offset, BpfRegister from) => Emit(0x7b, to, from, offset);

    public void Store32(BpfRegister to, int offset, BpfRegister from) => Emit(0x63, to, from, offset);

    public void Store64(BpfRegister to, int offset, int value) => Emit(0x7a, to, offset: offset, immediate: value);

    public void Store32(BpfRegister to, int offset, int value) => Emit(0x62, to, offset: offset, immediate: value);

    public void AtomicAdd64(BpfRegister to, int offset, BpfRegister amount) => Emit(0xdb, to, amount, offset);

    /// <summary>As <see cref="AtomicAdd64" />, and the register takes the value from before.</summary>
    public void AtomicFetchAdd64(BpfRegister to, int offset, BpfRegister amount) => Emit(0xdb, to, amount, offset, immediate: 0x01);

    public void Call(BpfHelper helper) => Emit(0x85, None, immediate: (int)helper);

    public void Exit() => Emit(0x95, None);

    public void Jump(string label) => EmitJump(0x05, None, 0, label);

    public void JumpIfEqual(BpfRegister register, int value, string label) => EmitJump(0x15, register, value, label);

    public void JumpIfEqual(BpfRegister register, BpfRegister other, string label) => EmitJump(0x1d, register, 0, label, other);

    public void JumpIfNotEqual(BpfRegister register, int value, string label) => EmitJump(0x55, register, value, label);

    public void JumpIfNotEqual(BpfRegister register, BpfRegister other, string label) => EmitJump(0x5d, register, 0, label, other);

    public void JumpIfAnySet(BpfRegister register, int bits, string label) => EmitJump(0x45, register, bits, label);

    public void JumpIfAtLeast(BpfRegister register, int value, string label) => EmitJump(0x35, register, value, label);

    public void JumpIfBelow(BpfRegister register, int value, string label) => EmitJump(0xa5, register, value, label);

    public void JumpIfBelow(BpfRegister register, BpfRegister other, string label) => EmitJump(0xad, register, 0, label, other);

    public void JumpIfSignedLess(BpfRegister register, int value, string label) => EmitJump(0xc5, register, value, label);

    public void JumpIfSignedAtLeast(BpfRegister register, int value, string label) => EmitJump(0x75, register, value, label);

    /// <summary>The bytecode with all jumps resolved.</summary>
    /// <exception cref="InvalidOperationException">A label is missing or out of reach: an error in the program's code.</exception>
    public ulong[] Assemble()
    {
        var code = _code.ToArray();
        foreach (var (at, label) in _jumps)
        {
            if (!_labels.TryGetValue(label, out var target))
            {
                throw new InvalidOperationException($"The BPF label '{label}' is nowhere.");
            }

            var distance = target - at - 1;
            if (distance is < 0 or > LongestJump)
            {
                throw new InvalidOperationException($"The BPF label '{label}' is not ahead within reach.");
            }

            code[at] |= (ulong)(ushort)distance << 16;
        }

        return code;
    }

    private void EmitJump(byte operation, BpfRegister register, int value, string label, BpfRegister other = None)
    {
        _jumps.Add((_code.Count, label));
        Emit(operation, register, other, immediate: value);
    }

    private void Emit(byte operation, BpfRegister to, BpfRegister from = None, int offset = 0, int immediate = 0) =>
        _code.Add(
            operation | ((ulong)to << 8) | ((ulong)from << 12) | ((ulong)(ushort)(short)offset << 16) | ((ulong)(uint)immediate << 32)
        );
}
