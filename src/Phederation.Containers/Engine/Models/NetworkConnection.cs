namespace Phederation.Containers.Engine.Models;

/// <summary>The body of POST /networks/ID/connect and /disconnect.</summary>
internal sealed record NetworkConnection
{
    public required string Container { get; init; }
    public bool? Force { get; init; }
    public EndpointSettings? EndpointConfig { get; init; }
}
