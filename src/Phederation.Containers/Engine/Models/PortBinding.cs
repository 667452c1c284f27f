namespace Phederation.Containers.Engine.Models;

/// <summary>Where a container's port is bound on the host.</summary>
public sealed record PortBinding
{
    public string HostIp { get; init; } = "";

    /// <summary>Decimal; "" asks the engine for a free one.</summary>
    public string HostPort { get; init; } = "";
}
