namespace Phederation.Workloads.Running;

/// <summary>The labels by which a run finds its own things again.</summary>
internal static class RunLabels
{
    /// <summary>The name prefix of the run.</summary>
    public const string Prefix = "phederation.workload";

    /// <summary>The process that runs it.</summary>
    public const string Owner = "phederation.workload.owner";

    /// <summary>What a run of this process puts on everything it creates.</summary>
    public static IReadOnlyDictionary<string, string> For(WorkloadTarget target) =>
        new Dictionary<string, string>(target.Labels) { [Prefix] = target.NamePrefix, [Owner] = RunOwner.Current };
}
