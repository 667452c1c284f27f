namespace Phederation.Images.Auditing;

/// <summary>What is read of an image at most: it may come from anybody.</summary>
public sealed record AuditLimits
{
    /// <summary>The limits that fit every image of use.</summary>
    public static AuditLimits Default { get; } = new();

    /// <summary>Bytes of all layers, unpacked.</summary>
    public long LargestImage { get; init; } = 16L << 30;

    /// <summary>Entries of all layers.</summary>
    public int MostEntries { get; init; } = 600_000;

    /// <summary>Layers; no engine takes more than 127.</summary>
    public int MostLayers { get; init; } = 127;

    /// <summary>Files of the archive around the layers.</summary>
    public int MostArchiveEntries { get; init; } = 2_000;

    /// <summary>Folders in folders.</summary>
    public int DeepestPath { get; init; } = 128;

    /// <summary>Unpacked bytes for each packed one, beyond <see cref="SmallestBomb"/>.</summary>
    public int HighestRatio { get; init; } = 300;

    /// <summary>A layer that unpacks to less is no bomb, however well it was packed.</summary>
    public long SmallestBomb { get; init; } = 64L << 20;

    /// <summary>How long reading may take.</summary>
    public TimeSpan LongestTime { get; init; } = TimeSpan.FromMinutes(15);
}
