namespace Phederation.Containers.Engine.Models;

/// <summary>The layers of an image.</summary>
public sealed record ImageRootFs
{
    public string Type { get; init; } = "";

    /// <summary>Digests of the uncompressed layers, lowest first.</summary>
    public IReadOnlyList<string> Layers
    {
        get;
        init => field = value ?? [];
    } = [];
}
