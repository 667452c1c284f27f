namespace Phederation.Containers.Engine.Models;

/// <summary>The note of a push that names the manifest.</summary>
internal sealed record PushedTag
{
    public string? Tag { get; init; }
    public string? Digest { get; init; }
    public long Size { get; init; }
}
