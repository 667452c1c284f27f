namespace Phederation.Containers.Engine.Models;

/// <summary>What an engine says of its machine (GET /info).</summary>
public sealed record EngineInfo
{
    public string ID { get; init; } = "";
    public string Name { get; init; } = "";
    public string ServerVersion { get; init; } = "";
    public string OperatingSystem { get; init; } = "";
    public string OSType { get; init; } = "";
    public string Architecture { get; init; } = "";
    public string KernelVersion { get; init; } = "";

    /// <summary>The storage driver: overlay2, vfs, overlayfs.</summary>
    public string Driver { get; init; } = "";
    public string DockerRootDir { get; init; } = "";

    /// <summary>"cgroupfs" or "systemd": decides how <see cref="HostConfig.CgroupParent"/> is spelled.</summary>
    public string CgroupDriver { get; init; } = "";

    /// <summary>"1" or "2".</summary>
    public string CgroupVersion { get; init; } = "";
    public string DefaultRuntime { get; init; } = "";

    /// <summary>The OCI runtimes that a container may be started with, by name.</summary>
    public IReadOnlyDictionary<string, EngineRuntime> Runtimes
    {
        get;
        init => field = value ?? new Dictionary<string, EngineRuntime>();
    } = new Dictionary<string, EngineRuntime>();
    public int NCPU { get; init; }

    /// <summary>Bytes.</summary>
    public long MemTotal { get; init; }

    /// <summary>The clock of the engine's machine when it answered.</summary>
    public DateTimeOffset? SystemTime { get; init; }
    public int Containers { get; init; }
    public int ContainersRunning { get; init; }
    public int Images { get; init; }
    public bool LiveRestoreEnabled { get; init; }

    /// <summary>Such as "name=seccomp,profile=default" and "name=rootless".</summary>
    public IReadOnlyList<string> SecurityOptions
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What the engine warns of, such as a missing swap limit.</summary>
    public IReadOnlyList<string> Warnings
    {
        get;
        init => field = value ?? [];
    } = [];
}
