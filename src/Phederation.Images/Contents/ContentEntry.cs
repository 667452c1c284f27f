namespace Phederation.Images.Contents;

/// <summary>One entry of an image as a container sees it: after all layers and what they hide.</summary>
public sealed record ContentEntry
{
    /// <summary>The path without a leading slash.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required ContentKind Kind { get; init; }

    /// <summary>The permission bits with set-id and sticky bits.</summary>
    public int Mode { get; init; }

    /// <summary>The length in bytes; 0 for what is no file.</summary>
    public long Length { get; init; }

    /// <summary>The target of a symbolic link as it is written there.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The SHA-256 of a file in lower-case hex; null where hashes were not asked for.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The SHA-1 of a file, which SPDX 2.3 identifies files by; null where hashes were not asked for.</summary>
    public string? Sha1 { get; init; }

    /// <summary>The bytes of a file that was asked for, else null.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The list of dependencies inside a .NET program of one file, null for all others.</summary>
    public byte[]? BundledDependencies { get; init; }
}
