using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Phederation.ParserFuzzing.Sharing;

namespace Phederation.ParserFuzzing.Instrumenting;

/// <summary>
/// Puts the counting of an edge at the head of each basic block: <c>Map[block ^ Previous]++; Previous = block >> 1</c>, as AFL counts.
/// </summary>
internal sealed class MethodInstrumenter(InstrumentationReferences references)
{
    /// <summary>Instruments a method; returns how many blocks it has.</summary>
    public int Instrument(MethodDefinition method)
    {
        var body = method.Body;
        body.SimplifyMacros();
        ReplaceComparisons(body);
        var leaders = Leaders(body);
        var il = body.GetILProcessor();
        var heads = new Dictionary<Instruction, Instruction>();
        var hash = Hash(method.FullName);
        foreach (var instruction in body.Instructions.ToArray().Where(leaders.Contains))
        {
            var counting = Counting(il, BlockOf(hash, heads.Count));
            foreach (var one in counting)
            {
                il.InsertBefore(instruction, one);
            }

            heads[instruction] = counting[0];
        }

        Redirect(body, heads);
        body.OptimizeMacros();
        return heads.Count;
    }

    // A prefix (constrained., volatile., tail. and so on) belongs to the instruction after it: nothing may come between.
    private static HashSet<Instruction> Leaders(MethodBody body)
    {
        var leaders = new HashSet<Instruction> { body.Instructions[0] };
        foreach (var instruction in body.Instructions)
        {
            switch (instruction.Operand)
            {
                case Instruction target:
                    leaders.Add(target);
                    break;
                case Instruction[] targets:
                    leaders.UnionWith(targets);
                    break;
            }

            if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch && instruction.Next is { } next)
            {
                leaders.Add(next);
            }
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            leaders.Add(handler.TryStart);
            leaders.Add(handler.HandlerStart);
            if (handler.FilterStart is { } filter)
            {
                leaders.Add(filter);
            }
        }

        leaders.RemoveWhere(leader => leader.Previous is { OpCode.OpCodeType: OpCodeType.Prefix });
        return leaders;
    }

    private Instruction[] Counting(ILProcessor il, int block) =>
        [
            il.Create(OpCodes.Ldsfld, references.Map),
            il.Create(OpCodes.Ldc_I4, block),
            il.Create(OpCodes.Ldsfld, references.Previous),
            il.Create(OpCodes.Xor),
            il.Create(OpCodes.Add),
            il.Create(OpCodes.Dup),
            il.Create(OpCodes.Ldind_U1),
            il.Create(OpCodes.Ldc_I4, 1),
            il.Create(OpCodes.Add),
            il.Create(OpCodes.Stind_I1),
            il.Create(OpCodes.Ldc_I4, block >> 1),
            il.Create(OpCodes.Stsfld, references.Previous),
        ];

    // Whoever jumped to a block now jumps to its counting; a protected region begins and ends with the countings of its blocks.
    private static void Redirect(MethodBody body, Dictionary<Instruction, Instruction> heads)
    {
        Instruction? HeadOf(Instruction? instruction) =>
            instruction is not null && heads.TryGetValue(instruction, out var head) ? head : instruction;

        foreach (var instruction in body.Instructions)
        {
            instruction.Operand = instruction.Operand switch
            {
                Instruction target => HeadOf(target),
                Instruction[] targets => targets.Select(target => HeadOf(target)!).ToArray(),
                var other => other,
            };
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            handler.TryStart = HeadOf(handler.TryStart);
            handler.TryEnd = HeadOf(handler.TryEnd);
            handler.HandlerStart = HeadOf(handler.HandlerStart);
            handler.HandlerEnd = HeadOf(handler.HandlerEnd);
            handler.FilterStart = HeadOf(handler.FilterStart);
        }
    }

    private void ReplaceComparisons(MethodBody body)
    {
        foreach (var instruction in body.Instructions)
        {
            if (
                instruction.OpCode == OpCodes.Call
                && instruction.Operand is MethodReference called
                && references.ComparisonFor(called) is { } replacement
            )
            {
                instruction.Operand = replacement;
            }
        }
    }

    private static int BlockOf(ulong hash, int index) =>
        (int)(((hash ^ ((ulong)index * 0x9E3779B97F4A7C15)) * 0xFF51AFD7ED558CCD) >> 48) & (SharedArea.MapSize - 1);

    // FNV-1a: the numbers of a method's blocks depend on that method only, so that a corpus stays good when others change.
    private static ulong Hash(string text) => text.Aggregate(0xCBF29CE484222325, (hash, letter) => (hash ^ letter) * 0x100000001B3);
}
