namespace Phederation.Containers.Images;

/// <summary>One entry of a layer.</summary>
public sealed record LayerEntry
{
    /// <summary>Relative to the image's root, without a leading slash.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required LayerEntryKind Kind { get; init; }

    /// <summary>Permission bits with set-user-id, set-group-id and sticky.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>The owner's number.</summary>
    public int Uid { get; init; }

    /// <summary>The group's number.</summary>
    public int Gid { get; init; }

    /// <summary>The time of the last change; never later than the builder's.</summary>
    public DateTimeOffset ModificationTime { get; init; }

    /// <summary>What a link points at: for a hard link the other path in the layer, "" otherwise.</summary>
    public string LinkTarget { get; init; } = "";

    /// <summary>Bytes of a file.</summary>
    public long Length => Content?.Length ?? 0;

    internal LayerContent? Content { get; init; }
}
