using Phederation.Images.Auditing.Secrets;

namespace Phederation.Images.Auditing.Reading;

/// <summary>One entry of a layer, and what was seen in its bytes. A class, not a record: an image has very many.</summary>
internal sealed class AuditedFile
{
    /// <summary>The path from the image's root, without a leading or trailing slash; "" is the root.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required AuditedKind Kind { get; init; }

    /// <summary>Permission bits, with set-id and sticky bits.</summary>
    public required int Mode { get; init; }

    /// <summary>The numeric owner.</summary>
    public required long UserId { get; init; }

    /// <summary>The numeric group.</summary>
    public required long GroupId { get; init; }

    /// <summary>The layer that has it.</summary>
    public required AuditedLayer Layer { get; init; }

    /// <summary>Bytes of a file.</summary>
    public long Size { get; init; }

    /// <summary>What a link points at.</summary>
    public string LinkTarget { get; init; } = "";

    /// <summary>Whether the entry carries the attribute security.capability.</summary>
    public bool HasCapabilities { get; init; }

    /// <summary>What was seen in the bytes of a file; null for everything else and for empty files.</summary>
    public ContentFacts? Facts { get; set; }

    /// <summary>The last segment of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether somebody may execute it.</summary>
    public bool IsExecutable => Kind == AuditedKind.File && (Mode & 0b001_001_001) != 0;

    /// <summary>The same file under another path: a hard link.</summary>
    public AuditedFile LinkedAs(string path) =>
        new()
        {
            Path = path,
            Kind = Kind,
            Mode = Mode,
            UserId = UserId,
            GroupId = GroupId,
            Layer = Layer,
            Size = Size,
            LinkTarget = LinkTarget,
            HasCapabilities = HasCapabilities,
            Facts = Facts,
        };
}
