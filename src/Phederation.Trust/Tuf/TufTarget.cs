namespace Phederation.Trust.Tuf;

/// <summary>What a repository says of a target: its hash, its length and which role said so.</summary>
internal sealed record TufTarget(string Name, TufFileInfo File, string Role);
