namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>Errors of the HTTP server itself, which come before any service sees the request.</summary>
internal static class RefusedBefore
{
    /// <summary>Whether an answer is one.</summary>
    public static bool IsTheServers(Exchange exchange) =>
        exchange.Answer.Status is 408 or 411 or 414 or 417 or 421 or 431 or 505
        // What can't be taken apart is refused without a word.
        || (exchange.Answer.Status is 400 or 501 && exchange.Answer.Body.IsEmpty);
}
