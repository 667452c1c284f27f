namespace Phederation.Containers.Engine;

/// <summary>Which part of a container's log is wanted.</summary>
public sealed record LogOptions
{
    /// <summary>Goes on until the container ends.</summary>
    public bool Follow { get; init; }
    public bool Output { get; init; } = true;
    public bool Error { get; init; } = true;

    /// <summary>Puts the time (RFC 3339, nanoseconds) and a space before each line.</summary>
    public bool Timestamps { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Until { get; init; }

    /// <summary>The last lines only; null for all.</summary>
    public int? Tail { get; init; }
}
