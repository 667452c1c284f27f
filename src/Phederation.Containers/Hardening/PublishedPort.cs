using System.Text.Json.Serialization;

namespace Phederation.Containers.Hardening;

/// <summary>A TCP port on 127.0.0.1 of the host.</summary>
/// <param name="HostPort">On the host; 0 asks the engine for a free one.</param>
/// <param name="ContainerPort">In the container.</param>
public sealed record PublishedPort(
    [property: JsonPropertyName("hostPort")] int HostPort,
    [property: JsonPropertyName("containerPort")] int ContainerPort
);
