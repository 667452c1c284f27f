using FsCheck;
using FsCheck.Fluent;
using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Tests.Support;

/// <summary>Profiles and calls for property tests: few names and values, so that rules meet.</summary>
internal static class ProfileGenerators
{
    public static readonly string[] Names = ["getpid", "socket", "clone", "openat", "personality", "file_setattr"];

    private static readonly ulong[] Values = [0, 1, 2, 3, 0xffff_ffff, 0x7e02_0000, 0x1_0000_0001, 38, 1UL << 40];

    private static readonly SyscallVerdict[] Verdicts =
    [
        new(SeccompAction.Allow, 0),
        new(SeccompAction.Errno, SyscallVerdict.NotPermitted),
        new(SeccompAction.Errno, SyscallVerdict.NotImplemented),
        new(SeccompAction.Log, 0),
    ];

    public static Gen<ulong> Value { get; } = Gen.Elements(Values);

    public static Gen<ulong[]> Arguments { get; } = Gen.ArrayOf(Value, ArgumentCondition.Arguments);

    /// <summary>Profiles in which a call has either rules without conditions, or rules with conditions that all do the same.</summary>
    /// <param name="operators">The comparisons to draw from.</param>
    /// <param name="mostRules">Rules per call.</param>
    /// <param name="mostConditions">Conditions per rule.</param>
    public static Gen<SeccompProfile> Profile(ArgumentOperator[] operators, int mostRules, int mostConditions) =>
        from fallback in Gen.Elements<uint?>(null, SyscallVerdict.NotImplemented)
        from architectures in Gen.Elements<string[]>(["SCMP_ARCH_X86_64"], ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"])
        from rules in Gen.CollectToList(Names, name => Rules(name, Condition(operators), mostRules, mostConditions))
        select new SeccompProfile
        {
            DefaultAction = SeccompAction.Errno,
            DefaultErrno = fallback,
            Architectures = architectures,
            Rules = [.. rules.SelectMany(some => some)],
        };

    private static Gen<ArgumentCondition> Condition(ArgumentOperator[] operators) =>
        from index in Gen.Choose(0, 2)
        from comparison in Gen.Elements(operators)
        from value in Value
        from masked in Value
        select new ArgumentCondition(index, comparison, value, comparison == ArgumentOperator.MaskedEqual ? masked & value : 0);

    private static Gen<IEnumerable<SyscallRule>> Rules(string name, Gen<ArgumentCondition> condition, int mostRules, int mostConditions) =>
        from verdict in Gen.Elements(Verdicts)
        from other in Gen.Elements(Verdicts)
        from count in Gen.Choose(0, mostRules)
        from isPlain in Gen.Elements(true, false, false)
        from conditions in Gen.ArrayOf(Conditions(condition, mostConditions), count)
        select isPlain ? [Rule(name, verdict, []), Rule(name, other, [])] : conditions.Select(arguments => Rule(name, verdict, arguments));

    private static Gen<ArgumentCondition[]> Conditions(Gen<ArgumentCondition> condition, int most) =>
        from conditions in Gen.NonEmptyListOf(condition)
        select conditions.Take(most).ToArray();

    private static SyscallRule Rule(string name, SyscallVerdict verdict, IReadOnlyList<ArgumentCondition> arguments) =>
        new()
        {
            Names = [name],
            Action = verdict.Action,
            Errno = verdict.Action == SeccompAction.Errno ? verdict.Errno : null,
            Arguments = arguments,
        };
}
