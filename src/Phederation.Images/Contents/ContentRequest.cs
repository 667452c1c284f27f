namespace Phederation.Images.Contents;

/// <summary>What of an image's files is wanted.</summary>
public sealed record ContentRequest
{
    /// <summary>Chooses the files, by path, whose bytes are kept.</summary>
    public required Func<string, bool> Keeps { get; init; }

    /// <summary>Whether every file is hashed, and .NET programs of one file are looked into.</summary>
    public bool Hashes { get; init; }

    /// <summary>Where large files go for a moment; only used with <see cref="Hashes"/>.</summary>
    public string WorkFolder { get; init; } = Path.GetTempPath();

    /// <summary>How much may be read.</summary>
    public ContentLimits Limits { get; init; } = new();
}
