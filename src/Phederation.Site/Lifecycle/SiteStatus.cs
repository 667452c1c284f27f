namespace Phederation.Site.Lifecycle;

/// <summary>A site as it runs, beside the release.</summary>
/// <param name="Release">The release's version; null when the release is refused.</param>
/// <param name="Policy">The release's policy; null when the release is refused.</param>
/// <param name="Refusals">Why the release is refused, one line each; empty when it is verified.</param>
/// <param name="Services">The release's services, then those that run without being in the release.</param>
public sealed record SiteStatus(string? Release, string? Policy, IReadOnlyList<string> Refusals, IReadOnlyList<ServiceStatus> Services)
{
    /// <summary>
    /// The status as a code of <see cref="Site.ExitCode"/>, the gravest first: Refused when the release or a running container is not
    /// what was signed, Missing when a service does not run, TimedOut when one is not healthy, else Success.
    /// </summary>
    public int ExitCode =>
        this switch
        {
            { Refusals.Count: > 0 } => Site.ExitCode.Refused,
            _ when Services.Any(service => service.Drift.Count > 0) => Site.ExitCode.Refused,
            _ when Services.Any(service => service.State != "running") => Site.ExitCode.Missing,
            _ when Services.Any(service => !service.IsAsReleased) => Site.ExitCode.TimedOut,
            _ => Site.ExitCode.Success,
        };
}
