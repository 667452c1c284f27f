namespace Phederation.Trust;

/// <summary>Keys, signing or the trust services failed. The message says what, where and how to mend it, and holds no secret.</summary>
public sealed class TrustException : Exception
{
    /// <summary>Makes the error.</summary>
    public TrustException(TrustErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>Makes the error that says which refusals stood in the way.</summary>
    public TrustException(string message, IReadOnlyList<Refusal> refusals)
        : base($"{message}: {string.Join("; ", refusals)}")
    {
        Kind = TrustErrorKind.Refused;
        Refusals = refusals;
    }

    /// <summary>The kind of failure.</summary>
    public TrustErrorKind Kind { get; }

    /// <summary>Why something was not trusted; empty for other kinds.</summary>
    public IReadOnlyList<Refusal> Refusals { get; } = [];
}
