namespace Phederation.Services.Hosting.Health;

/// <summary>What is not well, by the name of what was looked at.</summary>
internal sealed record ReadinessResult(IReadOnlyDictionary<string, string> Faults)
{
    /// <summary>The state of a service that ends.</summary>
    public static ReadinessResult Draining { get; } =
        new(new Dictionary<string, string> { ["service"] = "It ends; requests that have begun are answered." });

    /// <summary>Whether nothing is amiss.</summary>
    public bool IsReady => Faults.Count == 0;
}
