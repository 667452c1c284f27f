namespace Phederation.Images.Building;

/// <summary>
/// What a build by the engine is held to: a Dockerfile's commands may hang, or write without end, and the engine itself bounds neither.
/// </summary>
public sealed record BuildLimits
{
    /// <summary>How long the commands of one Dockerfile may take together.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Bytes that stay free on the engine's disk, where it can be seen from here: with none left, other containers fail too.</summary>
    public long FreeBytes { get; init; } = 2L << 30;
}
