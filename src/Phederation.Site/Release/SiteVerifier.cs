using Phederation.Site.State;
using Phederation.Trust;
using Phederation.Trust.Releases;

namespace Phederation.Site.Release;

/// <summary>Verifies a release folder and makes of it what a site runs. There is no other way to a <see cref="SiteStack"/>.</summary>
public static class SiteVerifier
{
    /// <summary>Checks signatures, digests and files of a release against the pinned root keys and what this site has seen.</summary>
    /// <param name="folder">The release folder.</param>
    /// <param name="rootKeyIds">The ids of the root keys that are accepted.</param>
    /// <param name="state">The site's state folder, for the versions seen before; it need not exist.</param>
    /// <param name="time">The clock, for expiries.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <exception cref="TrustException">What this site has seen can't be read.</exception>
    public static async Task<SiteVerification> VerifyAsync(
        string folder,
        IReadOnlyList<string> rootKeyIds,
        StateFolder state,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var seen = TrustVersions.Load(state.TrustVersionsFile);
        var asked = new ReleaseVerifierOptions { RequiresGatesOfPolicy = true };
        var verification = await ReleaseVerifier.VerifyAsync(folder, rootKeyIds, seen, time, asked, cancellationToken);
        if (verification.Release is not { } release)
        {
            return new SiteVerification(folder, [], verification.Checks, verification.Refusals);
        }

        var refusals = new List<Refusal>();
        var stacks = SiteStacks.Of(release, refusals);
        return new SiteVerification(folder, refusals.Count == 0 ? stacks : [], verification.Checks, refusals);
    }
}
