namespace Phederation.Images.Auditing.Reading;

/// <summary>What the headers of one entry of a tar say together.</summary>
internal sealed record TarEntryHeader
{
    /// <summary>The name as written.</summary>
    public required string Name { get; init; }

    /// <summary>The type flag: '0' file, '1' hard link, '2' symbolic link, '3' '4' devices, '5' folder, '6' pipe.</summary>
    public required char Type { get; init; }

    /// <summary>Permission bits.</summary>
    public required int Mode { get; init; }

    /// <summary>The owner's number.</summary>
    public required long UserId { get; init; }

    /// <summary>The group's number.</summary>
    public required long GroupId { get; init; }

    /// <summary>Bytes of data that follow.</summary>
    public required long Size { get; init; }

    /// <summary>The target of a link, as written.</summary>
    public required string LinkName { get; init; }

    /// <summary>Whether the entry carries the attribute security.capability.</summary>
    public bool HasCapabilities { get; init; }
}
