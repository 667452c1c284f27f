namespace Phederation.Containers.Engine.Models;

/// <summary>A mount asked for at creation.</summary>
public sealed record Mount
{
    /// <summary>"volume", "bind" or "tmpfs".</summary>
    public required string Type { get; init; }

    /// <summary>The volume's name or the host's path.</summary>
    public string? Source { get; init; }

    /// <summary>The path in the container.</summary>
    public required string Target { get; init; }
    public bool ReadOnly { get; init; }
    public VolumeOptions? VolumeOptions { get; init; }
}
