namespace Phederation.AnalyticsRemote.Central;

/// <summary>A server can't be asked now, or answers what it must not; the same is tried again later.</summary>
/// <param name="message">Which and why, without addresses and tokens.</param>
/// <param name="retryAfter">How long it asks to be left alone.</param>
/// <param name="innerException">The cause.</param>
internal sealed class UnavailableException(string message, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>How long it asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
