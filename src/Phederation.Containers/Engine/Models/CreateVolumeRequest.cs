namespace Phederation.Containers.Engine.Models;

/// <summary>The body of POST /volumes/create. A volume of the same name that exists is returned as it is.</summary>
public sealed record CreateVolumeRequest
{
    public required string Name { get; init; }
    public string? Driver { get; init; }
    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
