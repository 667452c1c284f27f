namespace Phederation.Containers.Engine.Models;

/// <summary>A container in a network.</summary>
public sealed record NetworkContainer
{
    public string Name { get; init; } = "";

    /// <summary>With the prefix length: "172.18.0.2/16".</summary>
    public string IPv4Address
    {
        get;
        init => field = value ?? "";
    } = "";
}
