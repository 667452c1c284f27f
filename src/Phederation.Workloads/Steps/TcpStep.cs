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

    /// <summary>How often it is sent: many requests on one connection, faster than any client sends them.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many bytes without a meaning follow: the body that the request announced, or as much of it as is meant to arrive.</summary>
    public int Fill { get; init; }

    /// <summary>Whether TLS is spoken, with a service whose certificate nobody vouches for.</summary>
    public bool IsTls { get; init; }

    /// <summary>The protocol that is asked for inside TLS, such as <c>h2</c>; null asks for none.</summary>
    public string? Protocol { get; init; }

    /// <summary>How much of what was received is compared.</summary>
    public AnswerPart Answer { get; init; }

    /// <summary>Whether the connection is reset at once instead of read from.</summary>
    public bool Reset { get; init; }

    /// <summary>Whether the connection is reset at the first byte of the answer: a client that goes away in the middle of it.</summary>
    public bool ResetWhenAnswered { get; init; }
}
