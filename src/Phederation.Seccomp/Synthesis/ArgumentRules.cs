using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Synthesis;

/// <summary>
/// Restrictions of arguments, where what was observed is a closed set: a program's address families, no new namespaces, its personality.
/// Commands of ioctl or options of setsockopt are open sets: a path that was not run may use another, so those stay free.
/// </summary>
internal static class ArgumentRules
{
    // Every CLONE_NEW… flag that clone takes (CLONE_NEWTIME lies in its signal's bits and is no flag of it).
    private const ulong NamespaceFlags = 0x7e02_0000;
    private const int MostValues = 8;
    private const int NetlinkProtocol = 2;

    /// <summary>The rules that allow a call with some arguments only; null where it is allowed with any.</summary>
    /// <param name="name">The call.</param>
    /// <param name="evidence">What was observed.</param>
    /// <param name="abi">The image's ABI.</param>
    public static IReadOnlyList<ArgumentRule>? For(string name, Evidence evidence, SyscallAbi abi)
    {
        if (name == "clone")
        {
            return Observed(name, evidence, abi).Any(fact => (fact.Values[0] & NamespaceFlags) != 0)
                ? null
                : [new ArgumentRule([ArgumentCondition.NoneOf(0, NamespaceFlags)], "no new namespaces")];
        }

        return name switch
        {
            "socket" or "socketpair" => Families(Observed(name, evidence, abi)),
            "personality" => Closed(Observed(name, evidence, abi)),
            _ => null,
        };
    }

    /// <summary>Arguments that a container of ours should not need.</summary>
    public static IEnumerable<Finding> Violations(Evidence evidence, SyscallAbi abi, SeccompPolicy policy)
    {
        foreach (
            var fact in Observed("clone", evidence, abi).Where(fact => (fact.Values[0] & NamespaceFlags) != 0 && policy.Refuses("unshare"))
        )
        {
            yield return new Finding(
                "namespace",
                "clone",
                $"The program makes new namespaces (flags 0x{fact.Values[0]:x}, {fact.First}).",
                "Configure it not to, or waive 'unshare' in review.toml with a reason and an owner."
            );
        }

        foreach (var fact in Observed("socket", evidence, abi).DistinctBy(fact => fact.Values[0]))
        {
            var family = AddressFamilies.Describe(fact.Values[0]);
            if (!AddressFamilies.IsOrdinary(fact.Values[0]) && !policy.Waived.Contains($"socket:{family}"))
            {
                yield return new Finding(
                    "family",
                    "socket",
                    $"The program opens a socket of {family} ({fact.First}).",
                    $"Configure it not to, or waive 'socket:{family}' in review.toml with a reason and an owner."
                );
            }
        }
    }

    private static List<EvidenceArgument> Observed(string name, Evidence evidence, SyscallAbi abi) =>
        [.. evidence.Arguments.Where(fact => fact.Name == name && fact.Abi == abi && !fact.ByRuntime && fact.Values.Count > 0)];

    private static List<ArgumentRule>? Families(List<EvidenceArgument> facts)
    {
        var families = facts.Select(fact => fact.Values[0]).ToHashSet();

        // Which of the two a program gets depends on the host: one with IPv6 switched off is as likely as one with both.
        if (families.Contains(AddressFamilies.Inet) || families.Contains(AddressFamilies.Inet6))
        {
            families.UnionWith([AddressFamilies.Inet, AddressFamilies.Inet6]);
        }

        if (families.Count is 0 or > MostValues)
        {
            return null;
        }

        var rules = new List<ArgumentRule>();
        foreach (var family in families.Order())
        {
            if (family != AddressFamilies.Netlink)
            {
                rules.Add(new ArgumentRule([ArgumentCondition.Int(0, family)], AddressFamilies.Describe(family)));
                continue;
            }

            // Each netlink protocol is a door to another part of the kernel.
            foreach (
                var protocol in facts
                    .Where(fact => fact.Values[0] == family)
                    .Select(fact => fact.Values[NetlinkProtocol])
                    .Distinct()
                    .Order()
            )
            {
                rules.Add(
                    new ArgumentRule(
                        [ArgumentCondition.Int(0, family), ArgumentCondition.Int(NetlinkProtocol, protocol)],
                        $"{AddressFamilies.Describe(family)} protocol {protocol}"
                    )
                );
            }
        }

        return rules;
    }

    private static List<ArgumentRule>? Closed(List<EvidenceArgument> facts)
    {
        var values = facts.Select(fact => fact.Values[0]).Distinct().Order().ToList();
        return values.Count is 0 or > MostValues
            ? null
            : [.. values.Select(value => new ArgumentRule([ArgumentCondition.Int(0, value)], $"0x{value:x}"))];
    }
}
