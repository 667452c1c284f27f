namespace Phederation.Site.Lifecycle;

/// <summary>A site after it was brought up; every service of it is healthy.</summary>
/// <param name="Services">The services, in the release's order.</param>
/// <param name="GeneratedSecrets">The files of the secrets that were generated now.</param>
public sealed record UpResult(IReadOnlyList<ServiceUp> Services, IReadOnlyList<string> GeneratedSecrets);
