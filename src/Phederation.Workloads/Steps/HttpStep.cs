namespace Phederation.Workloads.Steps;

/// <summary>Sends one HTTP/1.1 request to the service's port.</summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record HttpStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Http;

    /// <summary>The method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query, beginning with a slash or with what was captured.</summary>
    public required string Path { get; init; }

    /// <summary>Headers of the request. <c>${secret:NAME}</c> in them and in the body stands for a secret of the run.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body; null sends none.</summary>
    public string? Body { get; init; }

    /// <summary>The peer that the request goes to; null for the service itself. What the peer asks of the service is the service's work.</summary>
    public string? Peer { get; init; }

    /// <summary>
    /// The name under which the answer's <c>Location</c> is kept; <c>${name}</c> in a later step's path stands for it. Null keeps nothing.
    /// </summary>
    public string? CaptureLocation { get; init; }

    /// <summary>
    /// What else is kept of the answer, by name: <c>cookie:NAME</c> is a cookie that it sets, <c>json:NAME</c> a text among the members of its body's object.
    /// <c>${name}</c> in a later step's path, headers or body stands for it: a service that people sign in to can be asked further.
    /// </summary>
    public IReadOnlyDictionary<string, string> Captures { get; init; } = new Dictionary<string, string>();

    /// <summary>Another port of the service than the workload's own.</summary>
    public int? Port { get; init; }

    /// <summary>Whether the connection is encrypted. Any certificate is taken: a run makes its own.</summary>
    public bool IsTls { get; init; }

    /// <summary>How much of the body is compared.</summary>
    public AnswerPart Answer { get; init; }
}
