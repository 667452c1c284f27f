using Phederation.Seccomp.Review;

namespace Phederation.Seccomp.Synthesis;

/// <summary>What a profile may never contain, and how large it may be.</summary>
public sealed record SeccompPolicy
{
    /// <summary>The policy without waivers.</summary>
    public static SeccompPolicy Default { get; } = new();

    /// <summary>The calls that fail a build when the trace needs one, with the reason.</summary>
    public IReadOnlyDictionary<string, string> NeverAllow { get; init; } = SyscallRisk.NeverAllowed;

    /// <summary>Calls of that list that this image may make after all.</summary>
    public IReadOnlySet<string> Waived { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// The calls that a service may be said to need for its start alone (Data/startup.txt). A workload that is thin in what a service does when it serves shows
    /// others, too: those stay.
    /// </summary>
    public IReadOnlySet<string> StartupOnly { get; init; } = SyscallRisk.StartupOnly;

    /// <summary>The limit of the profile type that Kubernetes will have.</summary>
    public int MostRules { get; init; } = 128;

    /// <summary>The same policy with the waivers of a review that hold today.</summary>
    public SeccompPolicy With(ReviewFile review, DateOnly today) =>
        this with
        {
            Waived = review
                .Decisions.Where(decision => decision.Kind == ReviewDecisionKind.Waived && !decision.IsExpired(today))
                .Select(decision => decision.Syscall)
                .ToHashSet(StringComparer.Ordinal),
        };

    /// <summary>Whether the call is refused whatever the trace shows.</summary>
    public bool Refuses(string name) => NeverAllow.ContainsKey(name) && !Waived.Contains(name);
}
