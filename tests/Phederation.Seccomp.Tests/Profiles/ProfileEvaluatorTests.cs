using FsCheck;
using FsCheck.Fluent;
using Phederation.Seccomp.Filters;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Tests.Support;

namespace Phederation.Seccomp.Tests.Profiles;

public sealed class ProfileEvaluatorTests
{
    private static readonly ulong[] NoArguments = new ulong[ArgumentCondition.Arguments];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluator_of_rules_with_equalities_agrees_with_the_filter_that_libseccomp_makes(bool honoursDefaultErrno) =>
        CompareMany(honoursDefaultErrno, ProfileGenerators.Profile([ArgumentOperator.Equal, ArgumentOperator.MaskedEqual], 3, 2));

    // libseccomp 2.5.4 joins several rules of one call wrongly when they have inequalities, hence one rule with one condition.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluator_of_any_comparison_agrees_with_the_filter_that_libseccomp_makes(bool honoursDefaultErrno) =>
        CompareMany(honoursDefaultErrno, ProfileGenerators.Profile(Enum.GetValues<ArgumentOperator>(), 1, 1));

    [Fact]
    public void Evaluator_of_a_call_of_an_unlisted_abi_says_kill()
    {
        var evaluator = new ProfileEvaluator(Plain("getpid"));
        Assert.True(evaluator.Evaluate(SyscallAbi.X8664, 39, NoArguments).IsAllowed);
        Assert.Equal(SeccompAction.KillThread, evaluator.Evaluate(SyscallAbi.I386, 20, NoArguments).Action);
        Assert.Equal(SeccompAction.KillThread, evaluator.Evaluate(SyscallAbi.X32, 39, NoArguments).Action);
    }

    [Fact]
    public void Evaluator_of_an_old_engine_answers_EPERM_by_default()
    {
        var profile = Plain("getpid");
        Assert.Equal("ENOSYS", new ProfileEvaluator(profile).Evaluate(SyscallAbi.X8664, 999, NoArguments).ToString());
        Assert.Equal(
            "EPERM",
            new ProfileEvaluator(profile, honoursDefaultErrno: false).Evaluate(SyscallAbi.X8664, 999, NoArguments).ToString()
        );
    }

    [Fact]
    public void Evaluator_takes_two_conditions_on_one_argument_for_alternatives()
    {
        var profile = Plain("getpid") with
        {
            Rules =
            [
                new SyscallRule
                {
                    Names = ["socket"],
                    Action = SeccompAction.Allow,
                    Arguments = [ArgumentCondition.Int(0, 1), ArgumentCondition.Int(0, 2)],
                },
            ],
        };
        var evaluator = new ProfileEvaluator(profile);
        Assert.True(evaluator.Evaluate(SyscallAbi.X8664, 41, [1, 0, 0, 0, 0, 0]).IsAllowed);
        Assert.True(evaluator.Evaluate(SyscallAbi.X8664, 41, [2, 0, 0, 0, 0, 0]).IsAllowed);
        Assert.False(evaluator.Evaluate(SyscallAbi.X8664, 41, [3, 0, 0, 0, 0, 0]).IsAllowed);
    }

    [Theory]
    [InlineData(1UL, true)]
    [InlineData(0xdead_beef_0000_0001UL, true)]
    [InlineData(38UL, false)]
    [InlineData(0x1_0000_0026UL, false)]
    public void Condition_on_an_int_looks_at_its_32_bits_only(ulong argument, bool holds) =>
        Assert.Equal(holds, ArgumentCondition.Int(0, 1).Holds([argument]));

    private static SeccompProfile Plain(string name) =>
        new()
        {
            DefaultAction = SeccompAction.Errno,
            DefaultErrno = SyscallVerdict.NotImplemented,
            Architectures = ["SCMP_ARCH_X86_64"],
            Rules = [new SyscallRule { Names = [name], Action = SeccompAction.Allow }],
        };

    private static void CompareMany(bool honoursDefaultErrno, Gen<SeccompProfile> profiles)
    {
        LibSeccomp.Require();
        var compared = 0;
        var cases = from profile in profiles from arguments in Gen.ArrayOf(ProfileGenerators.Arguments, 6) select (profile, arguments);
        Prop.ForAll(
                Arb.From(cases),
                pair =>
                {
                    if (LibSeccomp.Compile(pair.profile, honoursDefaultErrno) is { } filter)
                    {
                        compared += Compare(pair.profile, honoursDefaultErrno, filter, pair.arguments);
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20260131, 7));
        Assert.True(compared > 10_000, $"only {compared} calls were compared");
    }

    private static int Compare(SeccompProfile profile, bool honoursDefaultErrno, BpfProgram filter, ulong[][] arguments)
    {
        var evaluator = new ProfileEvaluator(profile, honoursDefaultErrno);
        var compared = 0;
        foreach (var abi in new[] { SyscallAbi.X8664, SyscallAbi.I386, SyscallAbi.X32 })
        {
            // The library doesn't know the newest names: what the profile says of them has no effect there.
            foreach (var name in ProfileGenerators.Names.Where(LibSeccomp.Knows).Append("getuid"))
            {
                var number = SyscallTable.For(abi).NumberOf(name)!.Value;
                foreach (var call in arguments)
                {
                    // A 32-bit program can't pass more.
                    var values = abi == SyscallAbi.I386 ? call.Select(value => value & uint.MaxValue).ToArray() : call;
                    var expected = evaluator.Evaluate(abi, number, values);
                    var actual = FilterVerdict.Of(filter.Run(SeccompData.Of(abi, number, values)));
                    Assert.True(
                        expected == actual,
                        $"{abi} {name}({string.Join(", ", values)}): {expected} expected, {actual} found under {Describe(profile, name)}"
                    );
                    compared++;
                }
            }
        }

        return compared;
    }

    private static string Describe(SeccompProfile profile, string name) =>
        string.Join(
            "; ",
            profile
                .Rules.Where(rule => rule.Names.Contains(name))
                .Select(rule => $"{rule.Verdict} if {string.Join(" and ", rule.Arguments)}")
        );
}
