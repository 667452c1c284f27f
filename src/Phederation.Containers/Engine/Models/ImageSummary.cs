namespace Phederation.Containers.Engine.Models;

/// <summary>An image in a list.</summary>
public sealed record ImageSummary
{
    public required string Id { get; init; }
    public string ParentId
    {
        get;
        init => field = value ?? "";
    } = "";
    public IReadOnlyList<string> RepoTags
    {
        get;
        init => field = value ?? [];
    } = [];
    public IReadOnlyList<string> RepoDigests
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Seconds since 1970.</summary>
    public long Created { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = value ?? Empty;
    } = Empty;

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
}
