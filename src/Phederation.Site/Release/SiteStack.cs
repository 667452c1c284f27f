using Phederation.Trust;

namespace Phederation.Site.Release;

/// <summary>What a verified release says a site runs. It can only come from a verification, so whoever holds it may run it.</summary>
public sealed class SiteStack
{
    internal SiteStack(string releaseVersion, string policy, IReadOnlyList<SiteService> services, TrustVersions seenVersions)
    {
        ReleaseVersion = releaseVersion;
        Policy = policy;
        Services = services;
        SeenVersions = seenVersions;
    }

    /// <summary>The release's version.</summary>
    public string ReleaseVersion { get; }

    /// <summary>The release's policy, "local" or "production".</summary>
    public string Policy { get; }

    /// <summary>The edition of the stack.</summary>
    public string Edition { get; internal init; } = "standard";

    /// <summary>The services, in the order in which they are started.</summary>
    public IReadOnlyList<SiteService> Services { get; }

    /// <summary>The jobs, which run only when somebody asks for them; sorted by name.</summary>
    public IReadOnlyList<SiteService> Jobs { get; internal init; } = [];

    /// <summary>From when on the release is refused; null when that is not known.</summary>
    public DateTimeOffset? Expires { get; internal init; }

    /// <summary>The versions of trust metadata to remember once the release is up: an older one is refused from then on.</summary>
    public TrustVersions SeenVersions { get; }
}
