namespace Phederation.Containers.Engine.Models;

/// <summary>One step of an image's history, newest first in the engine's answer.</summary>
public sealed record ImageHistoryEntry
{
    public string Id { get; init; } = "";

    /// <summary>Seconds since 1970.</summary>
    public long Created { get; init; }
    public string CreatedBy
    {
        get;
        init => field = value ?? "";
    } = "";
    public string Comment
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>Bytes the step added.</summary>
    public long Size { get; init; }
    public IReadOnlyList<string> Tags
    {
        get;
        init => field = value ?? [];
    } = [];
}
