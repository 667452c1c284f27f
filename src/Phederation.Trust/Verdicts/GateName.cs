namespace Phederation.Trust.Verdicts;

/// <summary>The gates that an image must pass before it is released, and that a site asks for before it runs it.</summary>
public static class GateName
{
    /// <summary>The syscalls were recorded under the whole workload and none was lost.</summary>
    public const string Trace = "trace";

    /// <summary>The profile follows from the evidence and the policy, without a violation.</summary>
    public const string Profile = "profile";

    /// <summary>The same work gave the same answers under the profile, and no syscall was denied.</summary>
    public const string Replay = "replay";

    /// <summary>A person accepted each syscall of the profile; judged under the production policy only.</summary>
    public const string Review = "review";

    /// <summary>The gates that a release of a policy (<see cref="TrustPolicy"/>) needs, in the order in which they are judged.</summary>
    public static IReadOnlyList<string> RequiredBy(string policy) =>
        policy == TrustPolicy.Production ? [Trace, Profile, Replay, Review] : [Trace, Profile, Replay];
}
