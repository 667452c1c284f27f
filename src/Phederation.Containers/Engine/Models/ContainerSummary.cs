namespace Phederation.Containers.Engine.Models;

/// <summary>A container in a list.</summary>
public sealed record ContainerSummary
{
    public required string Id { get; init; }

    /// <summary>With leading slashes.</summary>
    public IReadOnlyList<string> Names
    {
        get;
        init => field = value ?? [];
    } = [];
    public string Image { get; init; } = "";
    public string ImageID { get; init; } = "";

    /// <summary>Seconds since 1970.</summary>
    public long Created { get; init; }
    public string State { get; init; } = "";

    /// <summary>For people: "Up 3 minutes (healthy)".</summary>
    public string Status { get; init; } = "";
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = value ?? Empty;
    } = Empty;
    public IReadOnlyList<MountPoint> Mounts
    {
        get;
        init => field = value ?? [];
    } = [];

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
}
