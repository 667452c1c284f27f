namespace Phederation.Workloads.Steps;

/// <summary>
/// Opens a bare connection to the service's port, sends bytes and reads until the service closes or falls silent: clients that
/// don't speak the protocol, port scans and connections that break off are part of every service's life.
/// </summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record TcpStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Tcp;

    /// <summary>What is sent; may be empty.</summary>
    public required ReadOnlyMemory<byte> Send { get; init; }

    /// <summary>Whether the connection is reset at once instead of read from.</summary>
    public bool Reset { get; init; }
}
