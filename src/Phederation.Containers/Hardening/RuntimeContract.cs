using System.Text.Json.Serialization;

namespace Phederation.Containers.Hardening;

/// <summary>
/// What an image needs to run, and nothing beyond: it was traced and proved under this contract, is released with it, and a site runs it
/// under it.
/// </summary>
public sealed partial record RuntimeContract
{
    /// <summary>"uid:gid" in numbers; never root.</summary>
    [JsonPropertyName("user")]
    public required string User { get; init; }

    /// <summary>Bytes of memory; there is no swap beside it.</summary>
    [JsonPropertyName("memoryBytes")]
    public required long MemoryBytes { get; init; }

    /// <summary>CPUs that may be used at once, such as 1.5.</summary>
    [JsonPropertyName("cpus")]
    public required double Cpus { get; init; }

    /// <summary>Weight beside other containers; 0 is the engine's default (1024).</summary>
    [JsonPropertyName("cpuShares")]
    public int CpuShares { get; init; }

    /// <summary>Processes and threads.</summary>
    [JsonPropertyName("pidsLimit")]
    public required int PidsLimit { get; init; }

    /// <summary>Bytes of /dev/shm; 0 is the engine's default (64 MiB).</summary>
    [JsonPropertyName("shmBytes")]
    public long ShmBytes { get; init; }

    /// <summary>What may be written and is lost at each start.</summary>
    [JsonPropertyName("tmpfs")]
    public IReadOnlyList<TmpfsMount> Tmpfs
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What may be written and is kept.</summary>
    [JsonPropertyName("volumes")]
    public IReadOnlyList<VolumeMount> Volumes
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Read from /run/secrets.</summary>
    [JsonPropertyName("secrets")]
    public IReadOnlyList<SecretFile> Secrets
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Always on 127.0.0.1.</summary>
    [JsonPropertyName("ports")]
    public IReadOnlyList<PublishedPort> Ports
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Added to the image's environment. No secrets.</summary>
    [JsonPropertyName("environment")]
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = value ?? NoEnvironment;
    } = NoEnvironment;

    /// <summary>What of the environment a site may set.</summary>
    [JsonPropertyName("settings")]
    public IReadOnlyList<SiteSetting> Settings
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Resource limits of each process.</summary>
    [JsonPropertyName("ulimits")]
    public IReadOnlyList<Ulimit> Ulimits
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The services that must be healthy before it is started, where a site has them.</summary>
    [JsonPropertyName("after")]
    public IReadOnlyList<string> After
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Asks the main process to end; "" is the image's.</summary>
    [JsonPropertyName("stopSignal")]
    public string StopSignal
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>Between the stop signal and SIGKILL; 0 is 10.</summary>
    [JsonPropertyName("stopSeconds")]
    public int StopSeconds { get; init; }

    /// <summary>"no", "always", "unless-stopped", "on-failure" or "on-failure:N"; "" is "no".</summary>
    [JsonPropertyName("restartPolicy")]
    public string RestartPolicy
    {
        get;
        init => field = value ?? "";
    } = "";

    private static IReadOnlyDictionary<string, string> NoEnvironment { get; } = new Dictionary<string, string>();
}
