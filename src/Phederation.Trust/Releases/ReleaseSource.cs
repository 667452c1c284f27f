namespace Phederation.Trust.Releases;

/// <summary>What a release was made from.</summary>
public sealed record ReleaseSource
{
    /// <summary>The commit.</summary>
    public required string Commit { get; init; }

    /// <summary>Whether there were changes that no commit holds.</summary>
    public required bool Dirty { get; init; }
}
