namespace Phederation.Trust.Releases;

/// <summary>The outcome of verifying a release folder.</summary>
/// <param name="Release">The release; null when it is refused.</param>
/// <param name="Checks">What was found to hold, one line each, in the order it was checked.</param>
/// <param name="Refusals">Why it is refused; empty when it is not.</param>
public sealed record ReleaseVerification(VerifiedRelease? Release, IReadOnlyList<string> Checks, IReadOnlyList<Refusal> Refusals);
