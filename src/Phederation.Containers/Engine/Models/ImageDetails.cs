namespace Phederation.Containers.Engine.Models;

/// <summary>Everything the engine knows of an image (GET /images/NAME/json).</summary>
public sealed record ImageDetails
{
    /// <summary>"sha256:…" of the image's configuration.</summary>
    public required string Id { get; init; }
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
    public DateTimeOffset? Created { get; init; }
    public string Architecture { get; init; } = "";
    public string Os { get; init; } = "";
    public string Author
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>Bytes of all layers, unpacked.</summary>
    public long Size { get; init; }
    public ContainerConfig Config
    {
        get;
        init => field = value ?? new();
    } = new();
    public ImageRootFs RootFS
    {
        get;
        init => field = value ?? new();
    } = new();
}
