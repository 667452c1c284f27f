using System.Collections.Frozen;

namespace Phederation.Seccomp.Profiles;

/// <summary>
/// Tells what the engine's filter for a profile does with a call: the rules as runc hands them to libseccomp. A rule that does what happens by
/// default anyway is dropped. A rule without conditions beats all others of its call, the first such rule wins. Two conditions on one argument
/// are alternatives. The ABIs with 32-bit pointers compare 32 bits. A call of an ABI that is not listed is killed. (Not modelled:
/// libseccomp 2.5.4 joins several rules of one call wrongly when they have inequalities; the profiles made here have equalities only.)
/// </summary>
public sealed class ProfileEvaluator
{
    private static readonly SyscallVerdict UnlistedAbi = new(SeccompAction.KillThread, 0);

    private readonly SyscallVerdict _default;
    private readonly FrozenSet<string> _architectures;
    private readonly FrozenDictionary<string, SyscallRule[]> _rules;

    /// <summary>Prepares the rules.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="honoursDefaultErrno">Whether the engine honours defaultErrnoRet: those before 23 answer EPERM.</param>
    public ProfileEvaluator(SeccompProfile profile, bool honoursDefaultErrno = true)
    {
        _default = SyscallVerdict.Of(profile.DefaultAction, honoursDefaultErrno ? profile.DefaultErrno : null);
        _architectures = profile.Architectures.ToFrozenSet(StringComparer.Ordinal);
        _rules = profile
            .Rules.Where(rule => rule.Verdict != _default)
            .SelectMany(rule => rule.Names.Select(name => (Name: name, Rule: rule)))
            .GroupBy(pair => pair.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Rule).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>What happens to a call.</summary>
    /// <param name="abi">The ABI through which it is made.</param>
    /// <param name="number">Its number in that ABI (x32 without bit 30).</param>
    /// <param name="arguments">Its six arguments.</param>
    public SyscallVerdict Evaluate(SyscallAbi abi, uint number, ReadOnlySpan<ulong> arguments)
    {
        if (!_architectures.Contains(abi.ToProfileName()))
        {
            return UnlistedAbi;
        }

        if (SyscallTable.For(abi).NameOf(number) is not { } name || !_rules.TryGetValue(name, out var rules))
        {
            return _default;
        }

        foreach (var rule in rules)
        {
            if (rule.Arguments.Count == 0)
            {
                return rule.Verdict;
            }
        }

        foreach (var rule in rules)
        {
            if (Holds(rule, arguments, isNarrow: abi is SyscallAbi.I386 or SyscallAbi.X32))
            {
                return rule.Verdict;
            }
        }

        return _default;
    }

    private static bool Holds(SyscallRule rule, ReadOnlySpan<ulong> arguments, bool isNarrow)
    {
        var alternatives = rule.Arguments.Select(condition => condition.Index).Distinct().Count() < rule.Arguments.Count;
        foreach (var condition in rule.Arguments)
        {
            if (condition.Holds(arguments, isNarrow) == alternatives)
            {
                return alternatives;
            }
        }

        return !alternatives;
    }
}
