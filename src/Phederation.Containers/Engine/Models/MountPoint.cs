namespace Phederation.Containers.Engine.Models;

/// <summary>A mount of a container as it is.</summary>
public sealed record MountPoint
{
    public string Type { get; init; } = "";
    public string Name
    {
        get;
        init => field = value ?? "";
    } = "";
    public string Source
    {
        get;
        init => field = value ?? "";
    } = "";
    public string Destination { get; init; } = "";
    public string Mode
    {
        get;
        init => field = value ?? "";
    } = "";
    public bool RW { get; init; }
}
