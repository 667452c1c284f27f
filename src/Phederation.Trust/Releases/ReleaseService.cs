namespace Phederation.Trust.Releases;

/// <summary>A service or a job of a release: one of its images under the name that a site knows.</summary>
public sealed record ReleaseService
{
    /// <summary>The name: that of the container, and by which other services find it.</summary>
    public required string Name { get; init; }

    /// <summary>The <see cref="ReleaseImage.Name"/> of its image.</summary>
    public required string Image { get; init; }

    /// <summary>The editions of the stack that have it.</summary>
    public required IReadOnlyList<string> Editions { get; init; }

    /// <summary>Added to the environment that its image was proved with. No secrets.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = value ?? NoEnvironment;
    } = NoEnvironment;

    /// <summary>The service with its map in order, so that it is always written the same.</summary>
    internal ReleaseService Ordered() =>
        this with
        {
            Environment = new SortedDictionary<string, string>(Environment.ToDictionary(), StringComparer.Ordinal),
        };

    private static IReadOnlyDictionary<string, string> NoEnvironment { get; } = new Dictionary<string, string>();
}
