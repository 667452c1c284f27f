using Phederation.Containers.Oci;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.ContentTrust;

/// <summary>Resolves a tag to the manifest that was signed for it, from a pinned root key down. There is no trust on first use.</summary>
public static class ImageVerifier
{
    /// <summary>Asks a trust server.</summary>
    /// <exception cref="TrustException">The server failed; that says nothing about the tag.</exception>
    public static Task<ImageVerification> VerifyAsync(
        NotaryClient notary,
        string gun,
        string tag,
        IReadOnlyCollection<string> pinnedRootKeyIds,
        TrustVersions savedVersions,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        VerifyAsync(
            notary.Open(gun),
            new TufTrust(gun, pinnedRootKeyIds, savedVersions, clock.GetUtcNow(), TrustDefaults.ClockSkew),
            tag,
            cancellationToken
        );

    /// <summary>
    /// Reads the metadata files of a folder that <see cref="SignedImage.SaveAsync"/> wrote. The expiry of the server's timestamp, which
    /// is some days, is not judged: who carries the folder to a place without the server has a timestamp of their own around it.
    /// </summary>
    public static Task<ImageVerification> VerifyFolderAsync(
        string folder,
        string gun,
        string tag,
        IReadOnlyCollection<string> pinnedRootKeyIds,
        TrustVersions savedVersions,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) => VerifyFolderAsync(folder, folder, gun, tag, pinnedRootKeyIds, savedVersions, clock, cancellationToken);

    internal static Task<ImageVerification> VerifyFolderAsync(
        string folder,
        string where,
        string gun,
        string tag,
        IReadOnlyCollection<string> pinnedRootKeyIds,
        TrustVersions savedVersions,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        VerifyAsync(
            new FolderTufSource(folder, where),
            new TufTrust(gun, pinnedRootKeyIds, savedVersions, clock.GetUtcNow(), TrustDefaults.ClockSkew, IsTimestampExpiryJudged: false),
            tag,
            cancellationToken
        );

    private static async Task<ImageVerification> VerifyAsync(
        ITufSource source,
        TufTrust trust,
        string tag,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (!Gun.IsValid(trust.Gun) || !Gun.IsValidTag(tag))
            {
                throw new RefusedException(
                    RefusalCode.Malformed,
                    $"'{trust.Gun}:{tag}' is no repository with its registry and a tag",
                    source.Name,
                    "name the image as it was signed"
                );
            }

            var repository = await new TufVerifier(trust, source).VerifyAsync(cancellationToken);
            var target =
                repository.Resolve(tag)
                ?? throw new RefusedException(
                    RefusalCode.Unsigned,
                    $"the tag '{tag}' is not signed",
                    source.Name,
                    "sign it, or use a signed tag"
                );
            return new ImageVerification(
                new SignedImage(trust.Gun, tag, Digest.Parse("sha256:" + target.File.Sha256), target.File.Length, repository),
                []
            );
        }
        catch (RefusedException fault)
        {
            return new ImageVerification(null, [fault.Refusal]);
        }
    }
}
