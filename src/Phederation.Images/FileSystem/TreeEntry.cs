namespace Phederation.Images.FileSystem;

/// <summary>One entry of an image's file system.</summary>
internal sealed record TreeEntry
{
    /// <summary>The path from the image's root, without a leading or trailing slash.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required TreeEntryKind Kind { get; init; }

    /// <summary>Permission bits, with set-id and sticky bits.</summary>
    public required int Mode { get; init; }

    /// <summary>The numeric owner.</summary>
    public int UserId { get; init; }

    /// <summary>The numeric group.</summary>
    public int GroupId { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long ModifiedSeconds { get; init; }

    /// <summary>The target of a symbolic link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The bytes of a regular file.</summary>
    public FileContent? Content { get; init; }

    /// <summary>The tar file that it was read from; null for what the build writes.</summary>
    public string? Archive { get; init; }

    /// <summary>The package or the step that it comes from, for messages.</summary>
    public required string Origin { get; init; }
}
