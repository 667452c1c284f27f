using Phederation.Containers.Oci;

namespace Phederation.Containers.Engine.Models;

/// <summary>The part of a container or image that does not depend on the machine.</summary>
public sealed record ContainerConfig
{
    public string User
    {
        get;
        init => field = value ?? "";
    } = "";
    public string WorkingDir
    {
        get;
        init => field = value ?? "";
    } = "";
    public string? Image { get; init; }
    public string? Hostname { get; init; }
    public bool Tty { get; init; }

    /// <summary>"NAME=value".</summary>
    public IReadOnlyList<string> Env
    {
        get;
        init => field = value ?? [];
    } = [];
    public IReadOnlyList<string>? Cmd { get; init; }
    public IReadOnlyList<string>? Entrypoint { get; init; }
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = value ?? Empty;
    } = Empty;
    public HealthConfig? Healthcheck { get; init; }
    public string? StopSignal { get; init; }

    /// <summary>Seconds.</summary>
    public int? StopTimeout { get; init; }
    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }
    public IReadOnlyDictionary<string, EmptyObject>? Volumes { get; init; }

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
}
