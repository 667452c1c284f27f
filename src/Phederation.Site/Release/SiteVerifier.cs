using System.Text;
using Phederation.Site.State;
using Phederation.Trust;
using Phederation.Trust.Releases;

namespace Phederation.Site.Release;

/// <summary>Verifies a release folder and makes of it what a site runs. There is no other way to a <see cref="SiteStack"/>.</summary>
public static class SiteVerifier
{
    // Invalid bytes would become other bytes on their way through text, and the hash that was signed would no longer be theirs.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
            return new SiteVerification(folder, null, verification.Checks, verification.Refusals);
        }

        var refusals = new List<Refusal>();
        var services = StartOrder.Of(WithRole(release, ReleaseImage.ServiceRole, refusals), refusals);
        var jobs = WithRole(release, ReleaseImage.JobRole, refusals);
        refusals.AddRange(
            release
                .Images.Where(image => image.Role is not (ReleaseImage.ServiceRole or ReleaseImage.JobRole))
                .Select(image => new Refusal(
                    RefusalCode.Unsupported,
                    $"the image {image.Name} has the role '{image.Role}', which is not known",
                    ReleaseManifest.FileName,
                    "use the launcher that came with the release"
                ))
        );
        var stack =
            refusals.Count == 0
                ? new SiteStack(release.Manifest.Version, release.Manifest.Policy, services, release.Versions)
                {
                    Expires = release.Expires,
                    Jobs = jobs,
                }
                : null;
        return new SiteVerification(folder, stack, verification.Checks, refusals);
    }

    private static SiteService[] WithRole(VerifiedRelease release, string role, List<Refusal> refusals) =>
        [
            .. release
                .Images.Where(image => image.Role == role)
                .OrderBy(image => image.Name, StringComparer.Ordinal)
                .Select(image => Service(image, refusals)),
        ];

    private static SiteService Service(VerifiedImage image, List<Refusal> refusals) =>
        new()
        {
            Name = image.Name,
            Reference = image.Reference,
            ManifestDigest = image.ManifestDigest,
            ConfigDigest = image.ConfigDigest,
            LayoutFolder = image.LayoutFolder,
            Runtime = image.Runtime,
            ProfileJson = Text(image, refusals),
            ProfileDigest = image.ProfileDigest,
        };

    private static string Text(VerifiedImage image, List<Refusal> refusals)
    {
        try
        {
            return Strict.GetString(image.ProfileBytes.Span);
        }
        catch (DecoderFallbackException)
        {
            refusals.Add(
                new Refusal(
                    RefusalCode.Malformed,
                    "the seccomp profile is not UTF-8",
                    ReleaseLayout.Profile(image.Name),
                    "publish it again"
                )
            );
            return "";
        }
    }
}
