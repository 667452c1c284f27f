using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Filters;

/// <summary>
/// Holds what the kernel enforces against what a profile says: for each call of each ABI that a process on the machine can make, with arguments on both
/// sides of each condition.
/// </summary>
public static class FilterComparison
{
    // Numbers beyond the last that is assigned, which programs of a later year will make.
    private const uint Beyond = 40;
    private const int Most = 50;

    /// <summary>Where they differ, 50 at most.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="program">The kernel's filter.</param>
    /// <param name="honoursDefaultErrno">Whether the engine that installed it honours defaultErrnoRet.</param>
    /// <param name="listenerRefuses">Whether a listener answers in the filter's place, with the profile's own number, what the profile refuses.</param>
    /// <param name="reached">Set to true at the place of each instruction that a compared call reached; null where nobody asks.</param>
    public static IReadOnlyList<FilterDifference> Run(
        SeccompProfile profile,
        BpfProgram program,
        bool honoursDefaultErrno = true,
        bool listenerRefuses = false,
        bool[]? reached = null
    )
    {
        var evaluator = new ProfileEvaluator(profile, honoursDefaultErrno);
        var differences = new List<FilterDifference>();
        foreach (var abi in (SyscallAbi[])[SyscallAbi.X8664, SyscallAbi.I386, SyscallAbi.X32])
        {
            var table = SyscallTable.For(abi);
            var last = table.Names.Max(name => table.NumberOf(name)!.Value);
            // A runtime answers ENOSYS to whatever is newer than all that its library knows of the profile, and says nothing of names that it drops.
            var lastNamed = LastNamed(program);
            for (uint number = 0; number <= last + Beyond && differences.Count < Most; number++)
            {
                foreach (var arguments in Samples(profile, table.NameOf(number)))
                {
                    var expected = evaluator.Evaluate(abi, number, arguments);
                    var actual = FilterVerdict.Of(program.Run(SeccompData.Of(abi, number, arguments), reached));
                    var isRefusedByListener = listenerRefuses && actual.Action == SeccompAction.Notify;
                    var isNewer = number > lastNamed && actual is { Action: SeccompAction.Errno, Errno: SyscallVerdict.NotImplemented };
                    if (
                        actual != expected
                        && !((isNewer || isRefusedByListener) && expected.Action == SeccompAction.Errno)
                        && !BothEnd(expected, actual)
                    )
                    {
                        differences.Add(new FilterDifference(abi, number, arguments, expected, actual));
                    }
                }
            }
        }

        return differences;
    }

    // Which of the two a library takes for a call of a foreign ABI differs from version to version; the call is not made.
    private static bool BothEnd(SyscallVerdict one, SyscallVerdict other) =>
        one.Action is SeccompAction.KillThread or SeccompAction.KillProcess
        && other.Action is SeccompAction.KillThread or SeccompAction.KillProcess;

    /// <summary>The last call that the filter itself names.</summary>
    private static uint LastNamed(BpfProgram program)
    {
        uint last = 0;
        var isNumber = false;
        foreach (var one in program.Instructions)
        {
            isNumber = one.Class == 0 ? one is { Code: 0x20, K: 0 } : isNumber;
            if (isNumber && one.Class == 5 && one.Operation != 0 && one.K < SyscallAbis.X32Bit)
            {
                last = Math.Max(last, one.K);
            }
        }

        return last;
    }

    private static IEnumerable<ulong[]> Samples(SeccompProfile profile, string? name)
    {
        ulong[] none = new ulong[ArgumentCondition.Arguments];
        ulong[] all = [.. Enumerable.Repeat(ulong.MaxValue, ArgumentCondition.Arguments)];
        yield return none;
        yield return all;
        if (name is null)
        {
            yield break;
        }

        foreach (var rule in profile.Rules.Where(rule => rule.Arguments.Count > 0 && rule.Names.Contains(name)))
        {
            // All conditions hold; then, one after the other, each is at its edges while the rest holds.
            foreach (var start in (ulong[][])[none, all])
            {
                var holding = (ulong[])start.Clone();
                foreach (var condition in rule.Arguments)
                {
                    holding[condition.Index] = Edges(condition)[0];
                }

                yield return holding;
                foreach (var condition in rule.Arguments)
                {
                    foreach (var edge in Edges(condition))
                    {
                        var sample = (ulong[])holding.Clone();
                        sample[condition.Index] = edge;
                        yield return sample;
                    }
                }
            }
        }
    }

    /// <summary>Values at which a condition changes its mind; the first one holds.</summary>
    private static List<ulong> Edges(ArgumentCondition condition)
    {
        var value = condition.Operator == ArgumentOperator.MaskedEqual ? condition.ValueTwo : condition.Value;
        var edges = new List<ulong> { value, value + 1, value - 1, value ^ (1UL << 32), value ^ (1UL << 63), ~value, 0, ulong.MaxValue };
        if (condition.Operator == ArgumentOperator.MaskedEqual)
        {
            edges.Add(value | ~condition.Value);
            for (var bit = 0; bit < 64; bit++)
            {
                edges.Add(value ^ (1UL << bit));
            }
        }

        var holds = edges.FindIndex(edge => condition.Holds(Arguments(condition.Index, edge)));
        (edges[0], edges[Math.Max(holds, 0)]) = (edges[Math.Max(holds, 0)], edges[0]);
        return edges;
    }

    private static ulong[] Arguments(int index, ulong value)
    {
        var arguments = new ulong[ArgumentCondition.Arguments];
        arguments[index] = value;
        return arguments;
    }
}
