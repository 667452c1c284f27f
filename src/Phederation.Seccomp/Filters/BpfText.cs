using System.Globalization;
using System.Text;

namespace Phederation.Seccomp.Filters;

/// <summary>Writes a filter as text, an instruction a line: <c>0012: jeq #257 (openat) → 0015, else 0013</c>.</summary>
public static class BpfText
{
    private static readonly string[] Sixteen = ["nr", "arch", "ip.low", "ip.high"];

    /// <summary>The whole program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="abi">The ABI whose names are written beside numbers of calls.</param>
    public static string Of(BpfProgram program, SyscallAbi abi)
    {
        var text = new StringBuilder();
        // Only while the call's number is in the accumulator is a constant a call.
        var isNumber = false;
        for (var at = 0; at < program.Instructions.Count; at++)
        {
            var one = program.Instructions[at];
            isNumber = one.Class == 0 ? one is { Code: 0x20, K: 0 } : isNumber;
            text.Append(CultureInfo.InvariantCulture, $"{at:0000}: {Line(one, at, isNumber ? SyscallTable.For(abi) : null)}\n");
        }

        return text.ToString();
    }

    private static string Line(BpfInstruction one, int at, SyscallTable? names) =>
        one.Class switch
        {
            0 when (one.Code & 0xe0) == 0x20 => $"ld {Field(one.K)}",
            0 => one.Code == 0x60 ? $"ld M[{one.K}]" : $"ld #0x{one.K:x}",
            1 => one.Code == 0x61 ? $"ldx M[{one.K}]" : $"ldx #0x{one.K:x}",
            2 or 3 => $"{(one.Class == 2 ? "st" : "stx")} M[{one.K}]",
            4 => $"{Arithmetic(one.Operation)} {(one.UsesIndex ? "x" : $"#0x{one.K:x}")}",
            5 when one.Operation == 0 => $"ja → {at + 1 + one.K:0000}",
            5 =>
                $"{Condition(one.Operation)} {(one.UsesIndex ? "x" : Constant(one, names))} → {at + 1 + one.Jt:0000}, else {at + 1 + one.Jf:0000}",
            6 => one.Code == 0x16 ? "ret a" : $"ret {FilterVerdict.Of(one.K)}",
            _ => one.Code == 0x87 ? "txa" : "tax",
        };

    private static string Constant(BpfInstruction one, SyscallTable? names) =>
        names?.NameOf(one.K) is { } name ? $"#{one.K} ({name})" : $"#0x{one.K:x}";

    private static string Field(uint offset) =>
        offset < 16 ? Sixteen[offset / 4] : $"arg{(offset - 16) / 8}.{(offset % 8 == 0 ? "low" : "high")}";

    private static string Arithmetic(int operation) =>
        operation switch
        {
            0x00 => "add",
            0x10 => "sub",
            0x20 => "mul",
            0x30 => "div",
            0x40 => "or",
            0x50 => "and",
            0x60 => "lsh",
            0x70 => "rsh",
            0x80 => "neg",
            _ => "xor",
        };

    private static string Condition(int operation) =>
        operation switch
        {
            0x10 => "jeq",
            0x20 => "jgt",
            0x30 => "jge",
            _ => "jset",
        };
}
