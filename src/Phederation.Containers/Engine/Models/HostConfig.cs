namespace Phederation.Containers.Engine.Models;

/// <summary>How a container is held on the machine it runs on. Names and units are the Engine API's.</summary>
public sealed record HostConfig
{
    public IReadOnlyList<string>? Binds { get; init; }
    public IReadOnlyList<Mount>? Mounts { get; init; }

    /// <summary>"none", "bridge", "host", "container:…" or a network's name.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>"5432/tcp" → where it is bound on the host.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?>? PortBindings { get; init; }
    public RestartPolicy? RestartPolicy { get; init; }
    public IReadOnlyList<string>? CapAdd { get; init; }
    public IReadOnlyList<string>? CapDrop { get; init; }

    /// <summary>"no-new-privileges", "seccomp=JSON" (the profile itself, not a path), "seccomp=unconfined".</summary>
    public IReadOnlyList<string>? SecurityOpt { get; init; }
    public bool ReadonlyRootfs { get; init; }

    /// <summary>Path → options, such as "rw,noexec,nosuid,nodev,size=64m,mode=1777".</summary>
    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }

    /// <summary>Bytes; 0 is no limit.</summary>
    public long Memory { get; init; }

    /// <summary>Bytes of memory and swap together; equal to <see cref="Memory"/> is no swap; -1 is no limit.</summary>
    public long MemorySwap { get; init; }

    /// <summary>Billionths of a CPU.</summary>
    public long NanoCpus { get; init; }
    public long CpuShares { get; init; }
    public string? CpusetCpus { get; init; }
    public long? PidsLimit { get; init; }

    /// <summary>Bytes of /dev/shm.</summary>
    public long ShmSize { get; init; }
    public IReadOnlyList<ContainerUlimit>? Ulimits { get; init; }
    public bool? Init { get; init; }
    public LogConfig? LogConfig { get; init; }
    public string? CgroupParent { get; init; }
    public string? CgroupnsMode { get; init; }
    public string? IpcMode { get; init; }
    public string? PidMode { get; init; }
    public string? UTSMode { get; init; }
    public string? UsernsMode { get; init; }
    public string? Runtime { get; init; }
    public bool AutoRemove { get; init; }
    public bool Privileged { get; init; }
    public bool PublishAllPorts { get; init; }
    public bool? OomKillDisable { get; init; }
    public int OomScoreAdj { get; init; }
    public IReadOnlyList<string>? ExtraHosts { get; init; }
    public IReadOnlyList<string>? Dns { get; init; }
    public IReadOnlyList<string>? GroupAdd { get; init; }
    public IReadOnlyDictionary<string, string>? Sysctls { get; init; }

    /// <summary>Paths hidden from the container; absent means the engine's list.</summary>
    public IReadOnlyList<string>? MaskedPaths { get; init; }
    public IReadOnlyList<string>? ReadonlyPaths { get; init; }
}
