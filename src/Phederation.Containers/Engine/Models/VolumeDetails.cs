namespace Phederation.Containers.Engine.Models;

/// <summary>A volume as it is.</summary>
public sealed record VolumeDetails
{
    public required string Name { get; init; }
    public string Driver { get; init; } = "";

    /// <summary>The path on the engine's machine.</summary>
    public string Mountpoint { get; init; } = "";
    public string Scope
    {
        get;
        init => field = value ?? "";
    } = "";
    public DateTimeOffset? CreatedAt { get; init; }
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = value ?? Empty;
    } = Empty;

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
}
