namespace Phederation.Fuzzing.Exchanges;

/// <summary>Why a request has no answer.</summary>
public enum TransportFault
{
    /// <summary>Nobody listens.</summary>
    Refused,

    /// <summary>The connection ended before the answer did.</summary>
    Closed,

    /// <summary>The time for an answer went by.</summary>
    TimedOut,

    /// <summary>What came is no HTTP.</summary>
    NotHttp,
}
