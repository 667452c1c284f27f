namespace Phederation.Trust.Verdicts;

/// <summary>The gates that an image must pass before it is released, and that a site asks for before it runs it.</summary>
public static class GateName
{
    /// <summary>The built image holds nothing that its policy does not allow, in any layer.</summary>
    public const string Audit = "audit";

    /// <summary>No package of the image lacks a patch for longer than the policy allows; judged under the production policy only.</summary>
    public const string Patches = "patches";

    /// <summary>The syscalls were recorded under the whole workload and none was lost.</summary>
    public const string Trace = "trace";

    /// <summary>The profile follows from the evidence and the policy, without a violation.</summary>
    public const string Profile = "profile";

    /// <summary>The same work gave the same answers under the profile, and no syscall was denied.</summary>
    public const string Replay = "replay";

    /// <summary>
    /// The same held with the calls of the start taken away from the healthy service, by a supervisor. No release needs it: it lets a site ask for that.
    /// </summary>
    public const string Supervised = "supervised";

    /// <summary>A person accepted each syscall of the profile; judged under the production policy only.</summary>
    public const string Review = "review";

    /// <summary>The gates that a release of a policy (<see cref="TrustPolicy"/>) needs, in the order in which they are judged.</summary>
    public static IReadOnlyList<string> RequiredBy(string policy) =>
        policy == TrustPolicy.Production ? [Audit, Patches, Trace, Profile, Replay, Review] : [Audit, Trace, Profile, Replay];

    /// <summary>All gates.</summary>
    public static IReadOnlyList<string> All { get; } = [Audit, Patches, Trace, Profile, Replay, Supervised, Review];

    /// <summary>Whether a gate judges the image alone, whatever its workload, evidence and profile are.</summary>
    public static bool IsOfImage(string gate) => gate is Audit or Patches;
}
