namespace Phederation.Seccomp.Profiles;

/// <summary>Compares profiles by what they do with each call, not by how they are written.</summary>
public static class ProfileDiff
{
    /// <summary>The calls that the two treat differently, in ordinal order of their names.</summary>
    /// <param name="before">The old profile.</param>
    /// <param name="after">The new profile.</param>
    /// <param name="abi">The ABI whose calls are compared.</param>
    public static IReadOnlyList<ProfileChange> Between(SeccompProfile before, SeccompProfile after, SyscallAbi abi = SyscallAbi.X8664)
    {
        var changes = new List<ProfileChange>();
        foreach (var name in SyscallTable.For(abi).Names)
        {
            var (old, now) = (Describe(before, name), Describe(after, name));
            if (old.Text != now.Text)
            {
                var kind =
                    old.CanBeMade == now.CanBeMade ? ProfileChangeKind.Changed
                    : now.CanBeMade ? ProfileChangeKind.Added
                    : ProfileChangeKind.Removed;
                changes.Add(new ProfileChange(name, kind, old.Text, now.Text));
            }
        }

        return changes;
    }

    private static (string Text, bool CanBeMade) Describe(SeccompProfile profile, string name)
    {
        var fallback = SyscallVerdict.Of(profile.DefaultAction, profile.DefaultErrno);
        var rules = profile.Rules.Where(rule => rule.Names.Contains(name) && rule.Verdict != fallback).ToList();
        if (rules.Find(rule => rule.Arguments.Count == 0) is { } plain)
        {
            return (plain.Verdict.ToString(), plain.Verdict.IsAllowed);
        }

        var parts = rules
            .Select(rule => $"{rule.Verdict} if {string.Join(" and ", rule.Arguments)}")
            .Order(StringComparer.Ordinal)
            .Append($"{(rules.Count > 0 ? "else " : "")}{fallback}");
        return (string.Join(", ", parts), fallback.IsAllowed || rules.Exists(rule => rule.Verdict.IsAllowed));
    }
}
