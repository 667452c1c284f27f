namespace Phederation.Containers.Engine.Models;

/// <summary>Options of a volume's mount.</summary>
public sealed record VolumeOptions
{
    /// <summary>Leaves an empty volume empty instead of copying what the image holds at the path.</summary>
    public bool NoCopy { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
