namespace Phederation.Containers.Engine.Models;

/// <summary>A container's place in a network.</summary>
public sealed record EndpointSettings
{
    public IReadOnlyList<string>? Aliases { get; init; }
    public string? NetworkID { get; init; }
    public string? IPAddress { get; init; }
    public string? Gateway { get; init; }
    public string? MacAddress { get; init; }
}
