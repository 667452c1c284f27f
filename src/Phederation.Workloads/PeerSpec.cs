using Phederation.Text;

namespace Phederation.Workloads;

/// <summary>
/// A <c>[[peer]]</c> table: another image of the catalogue that the service talks to. It is started and healthy before the first
/// step, in the same network, and is not recorded.
/// </summary>
public sealed record PeerSpec
{
    /// <summary>The image's name in the catalogue.</summary>
    public required string Image { get; init; }

    /// <summary>Its name in the network; the image's when nothing else is said.</summary>
    public required string Name { get; init; }

    /// <summary>How long it may take until the engine calls it healthy.</summary>
    public required TimeSpan ReadyLimit { get; init; }

    /// <summary>Environment that the workload adds to its contract.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Its command when the image's own isn't meant; empty keeps the image's.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Whether readiness is its health status; without it a running container is ready.</summary>
    public required bool HasHealthCheck { get; init; }

    /// <summary>Where the workload has it.</summary>
    public required SourceLocation Location { get; init; }
}
