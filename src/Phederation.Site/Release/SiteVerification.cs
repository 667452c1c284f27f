using Phederation.Trust;

namespace Phederation.Site.Release;

/// <summary>The outcome of verifying a release folder: a stack that may be run, or why it is refused.</summary>
/// <param name="Folder">The release folder.</param>
/// <param name="Stack">What the release says to run; null when it is refused.</param>
/// <param name="Checks">What was found to hold, one line each, in the order it was checked.</param>
/// <param name="Refusals">Why the release is refused; empty when it is not.</param>
public sealed record SiteVerification(string Folder, SiteStack? Stack, IReadOnlyList<string> Checks, IReadOnlyList<Refusal> Refusals);
