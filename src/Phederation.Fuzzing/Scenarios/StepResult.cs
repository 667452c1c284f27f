using Phederation.Fuzzing.Exchanges;

namespace Phederation.Fuzzing.Scenarios;

/// <summary>What a step brought.</summary>
public sealed record StepResult
{
    /// <summary>The request as it was sent, with its references filled in; null for an event.</summary>
    public FuzzRequest? Sent { get; init; }

    /// <summary>What came back; null for an event.</summary>
    public FuzzAnswer? Answer { get; init; }

    /// <summary>What was captured, by name.</summary>
    public IReadOnlyDictionary<string, string> Captured { get; init; } = new Dictionary<string, string>();

    /// <summary>Of an event, how the target took it; null for a request.</summary>
    public EventResult? Event { get; init; }
}
