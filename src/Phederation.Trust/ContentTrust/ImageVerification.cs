namespace Phederation.Trust.ContentTrust;

/// <summary>A signed tag, or why there is none that is trusted.</summary>
/// <param name="Image">The image that the tag means; null when it is refused.</param>
/// <param name="Refusals">Why it is refused; empty when it is not.</param>
public sealed record ImageVerification(SignedImage? Image, IReadOnlyList<Refusal> Refusals);
