namespace Phederation.Containers.Engine.Models;

/// <summary>Everything the engine knows of a container (GET /containers/ID/json).</summary>
public sealed record ContainerDetails
{
    public required string Id { get; init; }

    /// <summary>With a leading slash, as the engine writes it.</summary>
    public string Name { get; init; } = "";
    public DateTimeOffset? Created { get; init; }
    public string Path { get; init; } = "";
    public IReadOnlyList<string> Args
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The image's id ("sha256:…").</summary>
    public string Image { get; init; } = "";
    public int RestartCount { get; init; }
    public string LogPath { get; init; } = "";
    public required ContainerState State { get; init; }
    public required ContainerConfig Config { get; init; }
    public required HostConfig HostConfig { get; init; }
    public NetworkSettings NetworkSettings
    {
        get;
        init => field = value ?? new();
    } = new();
    public IReadOnlyList<MountPoint> Mounts
    {
        get;
        init => field = value ?? [];
    } = [];
}
