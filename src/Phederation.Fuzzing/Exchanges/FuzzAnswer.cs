namespace Phederation.Fuzzing.Exchanges;

/// <summary>What came back for a request: an answer, or the way in which none came.</summary>
public sealed record FuzzAnswer
{
    /// <summary>The HTTP status; 0 when <see cref="Fault"/> says why there is none.</summary>
    public required int Status { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public TransportFault? Fault { get; init; }

    /// <summary>The answer's headers, those of the content too, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body, cut at the target's limit.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the body was longer.</summary>
    public bool IsCut { get; init; }

    /// <summary>The actors whose credentials it had, which are masked in it: that they were there is kept, what they are isn't.</summary>
    public IReadOnlyList<string> Revealed { get; init; } = [];

    /// <summary>From the request's first byte to the answer's last.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The first value of a header, by name without regard to case; null when it isn't there.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
