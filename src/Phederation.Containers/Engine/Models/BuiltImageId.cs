namespace Phederation.Containers.Engine.Models;

/// <summary>The note of a build that names its image.</summary>
internal sealed record BuiltImageId
{
    public string? ID { get; init; }
}
