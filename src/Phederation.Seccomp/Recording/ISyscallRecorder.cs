using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Recording;

/// <summary>
/// Records the syscalls of all containers under one cgroup, from the load of their filter on: also after restarts, in
/// <c>exec</c> and in health checks. Only tasks under a seccomp filter are seen: a container to be learned from runs under <see cref="ProfileJson" />.
/// </summary>
public interface ISyscallRecorder : IDisposable
{
    /// <summary>How the calls are observed, for the evidence: <c>ebpf</c> or <c>notification</c>.</summary>
    string BackEnd { get; }

    /// <summary>The engine's <c>HostConfig.CgroupParent</c> for every container to be recorded.</summary>
    string CgroupParent { get; }

    /// <summary>The profile under which a container is learned: it allows everything, in the way that this recorder sees.</summary>
    string ProfileJson { get; }

    /// <summary>A profile in the form in which this recorder sees what it denies. It answers each call as before.</summary>
    SeccompProfile Enforce(SeccompProfile profile);

    /// <summary>The engine's <c>HostConfig.Runtime</c> for every container to be recorded; null for the engine's own.</summary>
    string? OciRuntime { get; }

    /// <summary>What a person must know of this way of recording; null where there is nothing.</summary>
    string? Notice { get; }

    /// <summary>Says whether the service serves from now on, or starts: calls of both are told apart.</summary>
    void Tell(bool isServing);

    /// <summary>Everything recorded so far, with losses. Cheap enough for every step of a workload.</summary>
    RecorderSnapshot Read();
}
