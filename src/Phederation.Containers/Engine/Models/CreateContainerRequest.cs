using System.Text.Json.Serialization;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Engine.Models;

/// <summary>The body of POST /containers/create. Absent members inherit from the image.</summary>
public sealed record CreateContainerRequest
{
    /// <summary>The container's name; null lets the engine choose one.</summary>
    [JsonIgnore]
    public string? Name { get; init; }

    /// <summary>An image's id or reference.</summary>
    public required string Image { get; init; }
    public IReadOnlyList<string>? Cmd { get; init; }
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>"NAME=value"; visible to everyone who may inspect the container: no secrets.</summary>
    public IReadOnlyList<string>? Env { get; init; }
    public string? User { get; init; }
    public string? WorkingDir { get; init; }
    public string? Hostname { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }
    public HealthConfig? Healthcheck { get; init; }
    public string? StopSignal { get; init; }

    /// <summary>Seconds between the stop signal and SIGKILL.</summary>
    public int? StopTimeout { get; init; }
    public bool Tty { get; init; }
    public bool OpenStdin { get; init; }
    public bool StdinOnce { get; init; }
    public bool AttachStdin { get; init; }
    public bool AttachStdout { get; init; }
    public bool AttachStderr { get; init; }
    public bool? NetworkDisabled { get; init; }
    public HostConfig? HostConfig { get; init; }
    public NetworkingConfig? NetworkingConfig { get; init; }
}
