using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Supervision;

namespace Phederation.Seccomp.Synthesis;

/// <summary>
/// Derives a profile from evidence. Every known call gets a verdict of its own: allowed with a reason; refused with EPERM because no container of ours
/// may make it; or answered with ENOSYS, as by a kernel that lacks it, so that a libc that tries a newer call falls back instead of failing. The last are
/// listed one by one, for engines before 23 ignore the default answer of a profile. The same evidence always gives the same bytes.
/// </summary>
public static class ProfileSynthesizer
{
    // Its flags lie in memory, so a filter can't tell a thread from a new user namespace; every libc falls back to clone on ENOSYS.
    private const string UnfilterableClone = "clone3";

    /// <summary>Derives the profile.</summary>
    /// <param name="evidence">What was observed.</param>
    /// <param name="runtime">What the runtimes of the sites need.</param>
    /// <param name="policy">What is never allowed.</param>
    public static SynthesisResult Synthesize(Evidence evidence, RuntimeNeeds runtime, SeccompPolicy policy)
    {
        if (!SyscallAbis.TryParse(evidence.Subject.Architecture, out var abi))
        {
            throw new ArgumentException($"The architecture '{evidence.Subject.Architecture}' is unknown.", nameof(evidence));
        }

        var table = SyscallTable.For(abi);
        var notes = new List<string>();
        var violations = new List<Finding>(evidence.Problems());
        violations.AddRange(ArgumentRules.Violations(evidence, abi, policy));
        violations.AddRange(OtherAbis(evidence, abi));

        var observed = evidence
            .Syscalls.Where(call => !call.ByRuntime && call.Abi == abi)
            .ToDictionary(call => call.Name, StringComparer.Ordinal);
        var reasons = new SortedDictionary<string, SyscallReason>(StringComparer.Ordinal);
        AddObserved(observed.Values, table, evidence, policy, reasons, violations, notes);
        AddSiblings(observed, table, evidence, policy, reasons);
        AddRuntime(evidence, runtime, table, policy, reasons, violations);

        foreach (var name in StartupCalls.Of(evidence, table, policy, reasons.Keys))
        {
            reasons[name] = reasons[name] with { IsStartupOnly = true };
        }

        var profile = Compose(abi, evidence, policy, reasons);
        violations.AddRange(Oversize(profile, policy));
        notes.Add($"Calls of any ABI other than {abi.ToName()} end the caller.");
        return new SynthesisResult(profile, [.. reasons.Values], violations, notes);
    }

    private static void AddObserved(
        IEnumerable<EvidenceSyscall> observed,
        SyscallTable table,
        Evidence evidence,
        SeccompPolicy policy,
        SortedDictionary<string, SyscallReason> reasons,
        List<Finding> violations,
        List<string> notes
    )
    {
        foreach (var call in observed)
        {
            if (table.NumberOf(call.Name) is null)
            {
                notes.Add($"The program made the call {call.Name}, which no kernel has assigned ({call.First}); it stays unanswered.");
            }
            else if (policy.Refuses(call.Name))
            {
                violations.Add(
                    new Finding(
                        "never-allow",
                        call.Name,
                        $"The program made it ({call.First}), but it {policy.NeverAllow[call.Name]}.",
                        "Configure the program not to, or waive it in review.toml with a reason, an owner and an end."
                    )
                );
            }
            else if (call.Name == UnfilterableClone)
            {
                notes.Add(
                    $"{call.Name} was seen ({call.First}) and is answered with ENOSYS, for its flags can't be filtered; clone is allowed instead."
                );
            }
            else
            {
                reasons.Add(
                    call.Name,
                    Reason(
                        call.Name,
                        SyscallOrigin.Observed,
                        $"{call.First}{Rarity(call, evidence)}",
                        call.Phases,
                        call.Count,
                        evidence,
                        table.Abi
                    )
                );
            }
        }
    }

    // What only some runs showed is what a reviewer looks at twice: a race, or another kernel's way.
    private static string Rarity(EvidenceSyscall call, Evidence evidence) =>
        call.Runs < evidence.Runs.Count ? $"; seen in {call.Runs} of {evidence.Runs.Count} runs" : "";

    private static void AddSiblings(
        Dictionary<string, EvidenceSyscall> observed,
        SyscallTable table,
        Evidence evidence,
        SeccompPolicy policy,
        SortedDictionary<string, SyscallReason> reasons
    )
    {
        var libc = LibcVersion.Parse(evidence.Subject.Libc);
        var names = observed.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var rule in SiblingRule.All)
        {
            if (
                rule.Applies(libc, names)
                && table.NumberOf(rule.Adds) is not null
                && !policy.Refuses(rule.Adds)
                && !reasons.ContainsKey(rule.Adds)
            )
            {
                reasons.Add(rule.Adds, Reason(rule.Adds, SyscallOrigin.Sibling, rule.Reason, [], 0, evidence, table.Abi));
            }
        }
    }

    private static void AddRuntime(
        Evidence evidence,
        RuntimeNeeds runtime,
        SyscallTable table,
        SeccompPolicy policy,
        SortedDictionary<string, SyscallReason> reasons,
        List<Finding> violations
    )
    {
        var known = runtime.Needs.Select(need => (need.Name, Why: need.ToString()));
        var seen = evidence
            .Syscalls.Where(call => call.ByRuntime && call.Abi == table.Abi)
            .Select(call => (call.Name, Why: $"{call.First}"));
        foreach (var (name, why) in known.Concat(seen))
        {
            if (reasons.ContainsKey(name) || table.NumberOf(name) is null)
            {
                continue;
            }

            if (policy.Refuses(name) || name == UnfilterableClone)
            {
                violations.Add(
                    new Finding(
                        "runtime",
                        name,
                        $"The runtime makes it under the container's filter ({why}), which must not be.",
                        "Run containers with no-new-privileges: then the runtime loads the filter last."
                    )
                );
            }
            else
            {
                reasons.Add(name, Reason(name, SyscallOrigin.Runtime, why, [], 0, evidence, table.Abi));
            }
        }
    }

    private static SyscallReason Reason(
        string name,
        SyscallOrigin origin,
        string why,
        IReadOnlyList<string> phases,
        ulong count,
        Evidence evidence,
        SyscallAbi abi
    )
    {
        var rule = ArgumentRules.For(name, evidence, abi) is { } rules ? string.Join(", ", rules.Select(part => part.Meaning)) : null;
        return new SyscallReason(name, origin, why, phases, count, SyscallRisk.TierOf(name), SyscallRisk.VulnerabilitiesOf(name), rule);
    }

    private static SeccompProfile Compose(
        SyscallAbi abi,
        Evidence evidence,
        SeccompPolicy policy,
        SortedDictionary<string, SyscallReason> reasons
    )
    {
        var names = SyscallTable.For(abi).Names;
        var refused = names.Where(name => policy.Refuses(name)).ToList();
        var restricted = reasons
            .Keys.Select(name => (Name: name, Rules: ArgumentRules.For(name, evidence, abi)))
            .Where(pair => pair.Rules is not null)
            .SelectMany(pair =>
                pair.Rules!.Select(rule =>
                    Rule(
                        [pair.Name],
                        SeccompAction.Allow,
                        null,
                        reasons[pair.Name].IsStartupOnly ? $"{SupervisedForm.StartupComment}: {rule.Meaning}" : rule.Meaning,
                        rule.Conditions
                    )
                )
            );
        var free = reasons.Keys.Where(name => ArgumentRules.For(name, evidence, abi) is null).ToLookup(name => reasons[name].IsStartupOnly);
        var absent = names.Where(name => !reasons.ContainsKey(name) && !policy.Refuses(name)).ToList();
        SyscallRule[] rules =
        [
            Rule([.. free[false]], SeccompAction.Allow, null, "needed: see reasons.json", []),
            Rule([.. free[true]], SeccompAction.Allow, null, $"{SupervisedForm.StartupComment}: see reasons.json", []),
            .. restricted,
            Rule(refused, SeccompAction.Errno, SyscallVerdict.NotPermitted, "never allowed", []),
            Rule(absent, SeccompAction.Errno, SyscallVerdict.NotImplemented, "not needed: answered as by a kernel that lacks them", []),
        ];
        return new SeccompProfile
        {
            DefaultAction = SeccompAction.Errno,
            DefaultErrno = SyscallVerdict.NotImplemented,
            Architectures = [abi.ToProfileName()],
            Rules = [.. rules.Where(rule => rule.Names.Count > 0)],
        };
    }

    private static SyscallRule Rule(
        IReadOnlyList<string> names,
        SeccompAction action,
        uint? errno,
        string comment,
        IReadOnlyList<ArgumentCondition> arguments
    ) =>
        new()
        {
            Names = names,
            Action = action,
            Errno = errno,
            Comment = comment,
            Arguments = arguments,
        };

    private static IEnumerable<Finding> OtherAbis(Evidence evidence, SyscallAbi abi) =>
        evidence
            .Syscalls.Where(call => call.Abi != abi)
            .GroupBy(call => call.Abi)
            .Select(group => new Finding(
                "abi",
                group.First().Name,
                $"{group.Count()} calls were made through the ABI {group.Key.ToName()}, first by {group.First().First}; the profile ends their callers.",
                "Remove the programs of that ABI from the image: it doubles the kernel's surface."
            ));

    private static IEnumerable<Finding> Oversize(SeccompProfile profile, SeccompPolicy policy)
    {
        if (profile.Rules.Count > policy.MostRules)
        {
            yield return new Finding(
                "size",
                "profile",
                $"It has {profile.Rules.Count} rules, more than {policy.MostRules}.",
                "Restrict fewer arguments."
            );
        }

        if (profile.ToUtf8().Length > SeccompProfile.LargestFile)
        {
            yield return new Finding(
                "size",
                "profile",
                $"It is larger than {SeccompProfile.LargestFile} bytes.",
                "Restrict fewer arguments."
            );
        }
    }
}
