using Phederation.Trust.Tuf;
using Phederation.Trust.Verdicts;

namespace Phederation.Trust.Releases;

/// <summary>
/// Verifies a release folder from pinned root keys down to every byte: the release's metadata, <c>release.json</c>, each file, each
/// image's signature and layers, each verdict. Nothing is asked of the network.
/// </summary>
public static class ReleaseVerifier
{
    private const string Mend = "take the release again from its maker";

    /// <summary>Verifies a release folder.</summary>
    /// <param name="releaseFolder">The folder that holds <c>release.json</c>.</param>
    /// <param name="pinnedRootKeyIds">The plain ids of the root keys that are trusted. There is no trust on first use.</param>
    /// <param name="savedVersions">The metadata versions that were seen before.</param>
    /// <param name="clock">The clock that expiry is judged by.</param>
    /// <param name="options">What is asked beyond signatures; null asks nothing more.</param>
    /// <param name="cancellationToken">Cancels the verification.</param>
    /// <returns>The release, or why it is refused. Content that is bad in any way is a refusal, never an exception.</returns>
    public static async Task<ReleaseVerification> VerifyAsync(
        string releaseFolder,
        IReadOnlyCollection<string> pinnedRootKeyIds,
        TrustVersions savedVersions,
        TimeProvider clock,
        ReleaseVerifierOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var findings = new Findings();
        VerifiedRelease? release = null;
        try
        {
            release = await VerifyAsync(
                Path.GetFullPath(releaseFolder),
                pinnedRootKeyIds,
                savedVersions,
                clock,
                options ?? new ReleaseVerifierOptions(),
                findings,
                cancellationToken
            );
        }
        catch (RefusedException fault)
        {
            findings.Refuse(fault.Refusal);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            findings.Refuse(
                RefusalCode.Unreadable,
                $"it can't be read: {fault.Message}",
                releaseFolder,
                "see to its rights and the disk, then try again"
            );
        }

        return new ReleaseVerification(findings.AreGood ? release : null, findings.Checks, findings.Refusals);
    }

    private static async Task<VerifiedRelease?> VerifyAsync(
        string folder,
        IReadOnlyCollection<string> pins,
        TrustVersions saved,
        TimeProvider clock,
        ReleaseVerifierOptions options,
        Findings findings,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var trust = new TufTrust(ReleaseLayout.Gun, pins, saved, now, options.ClockSkew);
        var source = new FolderTufSource(ReleaseLayout.OnDisk(folder, ReleaseLayout.ReleaseTrust), ReleaseLayout.ReleaseTrust);
        var repository = await new TufVerifier(trust, source).VerifyAsync(cancellationToken);
        findings.Holds($"the release is signed under a pinned root key, until {repository.Expires:u}");

        var manifest = ReadManifest(folder, repository, now + options.ClockSkew);
        findings.Holds(
            $"release {manifest.Version} ({manifest.Policy}) of {manifest.Created:u}: {ReleaseManifest.FileName} is the signed one"
        );

        CheckReview(manifest, findings);
        var files = await ReleaseFilesCheck.RunAsync(folder, manifest, findings, cancellationToken);
        if (!findings.AreGood)
        {
            return null;
        }

        var versions = saved.With(ReleaseLayout.Gun, repository.Versions);
        var images = new List<VerifiedImage>();
        foreach (var image in manifest.Images)
        {
            var check = new ReleaseImageCheck(folder, image, files, pins, saved, clock, findings);
            if (await check.RunAsync(cancellationToken) is var (verified, signed))
            {
                images.Add(verified);
                versions = versions.With(image.Gun, signed.Versions);
            }
        }

        var verdicts = new ReleaseVerdictsCheck(manifest, files, findings).Run(
            repository.DelegatedKeys(ReleaseLayout.VerdictRole),
            options.RequiresGatesOfPolicy ? [.. options.RequiredGates.Union(GateName.RequiredBy(manifest.Policy))] : options.RequiredGates
        );
        return findings.AreGood ? new VerifiedRelease(folder, manifest, images, verdicts, versions, repository.Expires) : null;
    }

    private static void CheckReview(ReleaseManifest manifest, Findings findings)
    {
        const int Shown = 5;
        var unreviewed = manifest.Images.Where(image => image.Unreviewed.Count > 0).ToList();
        if (unreviewed.Count == 0)
        {
            findings.Holds("every syscall that a profile allows was reviewed");
            return;
        }

        var names = string.Join(
            "; ",
            unreviewed.Select(image =>
                $"{image.Name}: {string.Join(", ", image.Unreviewed.Take(Shown))}{(image.Unreviewed.Count > Shown ? $" and {image.Unreviewed.Count - Shown} more" : "")}"
            )
        );
        var what = $"UNREVIEWED: {unreviewed.Count} of {manifest.Images.Count} profiles allow syscalls that nobody reviewed ({names})";
        if (manifest.Policy == TrustPolicy.Production)
        {
            findings.Refuse(RefusalCode.GateFailed, what, ReleaseManifest.FileName, "have them reviewed and publish again");
            return;
        }

        findings.Holds(what);
    }

    private static ReleaseManifest ReadManifest(string folder, TufRepository repository, DateTimeOffset latest)
    {
        var target =
            repository.Resolve(ReleaseManifest.FileName)
            ?? throw new RefusedException(RefusalCode.Unsigned, "it is not signed", ReleaseManifest.FileName, Mend);
        var bytes = ReleaseManifest.ReadBytes(folder);
        if (!target.File.Fits(bytes))
        {
            throw new RefusedException(RefusalCode.Altered, "its bytes are not the signed ones", ReleaseManifest.FileName, Mend);
        }

        var manifest = ReleaseManifest.Parse(bytes);
        if (manifest.Created > latest)
        {
            throw new RefusedException(
                RefusalCode.Clock,
                $"it was made at {manifest.Created:u}, which this machine's clock has not reached",
                ReleaseManifest.FileName,
                "set this machine's clock"
            );
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var image in manifest.Images)
        {
            if (!ReleasePath.IsImageName(image.Name) || !names.Add(image.Name))
            {
                throw new RefusedException(
                    RefusalCode.Malformed,
                    $"the image name '{image.Name}' is there twice or no name",
                    ReleaseManifest.FileName,
                    Mend
                );
            }
        }

        return manifest;
    }
}
