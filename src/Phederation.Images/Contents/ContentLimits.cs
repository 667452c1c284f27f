namespace Phederation.Images.Contents;

/// <summary>How much of an image is read: an image of unknown origin must not fill the memory or hold the reader for ever.</summary>
public sealed record ContentLimits
{
    /// <summary>Bytes of all layers together.</summary>
    public long ImageBytes { get; init; } = 32L << 30;

    /// <summary>Entries of all layers together.</summary>
    public int Entries { get; init; } = 2_000_000;

    /// <summary>Bytes of one file that is kept.</summary>
    public int KeptFileBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of all files that are kept.</summary>
    public long KeptBytes { get; init; } = 512L << 20;

    /// <summary>Bytes of the image's configuration and manifest.</summary>
    public int DocumentBytes { get; init; } = 8 << 20;

    /// <summary>Characters of a path.</summary>
    public int PathLength { get; init; } = 4096;
}
