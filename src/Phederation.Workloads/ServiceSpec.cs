namespace Phederation.Workloads;

/// <summary>The <c>[service]</c> table: what runs, and the bounds of a run.</summary>
public sealed record ServiceSpec
{
    /// <summary>Whether it is a job: nothing is kept running, steps of kind <c>run</c> start it anew each time.</summary>
    public bool IsJob { get; init; }

    /// <summary>Its name in the network, for peers that look for it; null when none does.</summary>
    public string? Name { get; init; }

    /// <summary>The port the service listens on inside its container; null when no step talks to one.</summary>
    public int? Port { get; init; }

    /// <summary>How long a start may take until the engine calls the container healthy.</summary>
    public required TimeSpan ReadyLimit { get; init; }

    /// <summary>How often the engine runs the image's health check during the run; its command stays the image's own.</summary>
    public required TimeSpan HealthInterval { get; init; }

    /// <summary>Whether readiness is the engine's health status; without it a running container is ready.</summary>
    public required bool HasHealthCheck { get; init; }

    /// <summary>How long one step may take unless it says otherwise.</summary>
    public required TimeSpan StepLimit { get; init; }

    /// <summary>How long all steps may take together.</summary>
    public required TimeSpan TotalLimit { get; init; }

    /// <summary>The signal of a <c>reload</c> step, sent to PID 1.</summary>
    public required string ReloadSignal { get; init; }

    /// <summary>Environment that the workload adds to the container's contract, such as smaller limits.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>
    /// The optional secrets of the image that the run has, as a site would supply them, with what is in them; an empty text is made up. The other
    /// optional ones are empty.
    /// </summary>
    public IReadOnlyDictionary<string, string> Supplied { get; init; } = new Dictionary<string, string>();

    /// <summary>The container's command when the image's own isn't meant; empty keeps the image's.</summary>
    public required IReadOnlyList<string> Command { get; init; }
}
