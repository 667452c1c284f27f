using Phederation.Containers.Hardening;
using Phederation.Seccomp.Recording;

namespace Phederation.Workloads;

/// <summary>What a workload runs against: an image under its contract and a seccomp profile.</summary>
public sealed record WorkloadTarget
{
    /// <summary>The image's id; never a tag, which may move between trace and replay.</summary>
    public required string ImageId { get; init; }

    /// <summary>The limits, mounts and secrets that the image is meant to run with.</summary>
    public required RuntimeContract Runtime { get; init; }

    /// <summary>The profile as the engine takes it; null leaves the engine's default.</summary>
    public string? SeccompProfileJson { get; init; }

    /// <summary>The cgroup parent that a recorder watches; null for the engine's own.</summary>
    public string? CgroupParent { get; init; }

    /// <summary>The OCI runtime that a recorder needs, by the engine's name for it; null for the engine's own.</summary>
    public string? OciRuntime { get; init; }

    /// <summary>What the workload's peers are run from, by the image's name; each peer's image must be there.</summary>
    public IReadOnlyDictionary<string, PeerTarget> Peers { get; init; } = new Dictionary<string, PeerTarget>();

    /// <summary>
    /// What the names of this run's containers, volumes and networks begin with. A run also removes what an interrupted run with the
    /// same prefix left behind.
    /// </summary>
    public required string NamePrefix { get; init; }

    /// <summary>Labels that everything the run creates carries, besides the run's own.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The same, where a recorder sees it.</summary>
    internal WorkloadTarget SeenBy(ISyscallRecorder recorder, string seccompProfileJson) =>
        this with
        {
            SeccompProfileJson = seccompProfileJson,
            CgroupParent = recorder.CgroupParent,
            OciRuntime = recorder.OciRuntime,
        };
}
