using System.Text.Json.Nodes;
using Phederation.Containers.Oci;
using Phederation.Trust.Keys;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.ContentTrust;

/// <summary>
/// Signs tags as docker's content trust does, without docker: it writes the metadata itself, publishes it to a trust server that keeps
/// the snapshot and timestamp keys, reads everything back and verifies it.
/// </summary>
public sealed class ImageSigner
{
    private const int Attempts = 6;
    private static readonly TimeSpan RootValidity = TimeSpan.FromDays(3650);
    private static readonly TimeSpan TargetsValidity = TimeSpan.FromDays(3 * 365);

    /// <summary>A tag whose targets file expires sooner than this is signed again.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(365);

    private readonly NotaryClient _notary;
    private readonly TrustKeys _keys;
    private readonly TimeProvider _time;
    private readonly string _versionsFile;

    /// <summary>Makes a signer.</summary>
    public ImageSigner(NotaryClient notary, TrustKeys keys, TimeProvider time)
    {
        _notary = notary;
        _keys = keys;
        _time = time;
        _versionsFile = Path.Combine(keys.Folder, "repositories.json");
    }

    /// <summary>
    /// Signs that a tag of a repository means a manifest. A tag that already means it is left as it is; a repository that the trust
    /// server does not know is made.
    /// </summary>
    /// <param name="gun">The repository with its registry, such as <c>127.0.0.1:5000/honeur/postgres</c>.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="manifest">The digest of the manifest in the registry.</param>
    /// <param name="length">The manifest's length in bytes.</param>
    /// <param name="cancellationToken">Cancels the signing; what was published stays.</param>
    /// <exception cref="TrustException">
    /// The server failed, a key can't be opened, or what the server holds for the repository is not trusted.
    /// </exception>
    public async Task<SignedImage> SignAsync(string gun, string tag, Digest manifest, long length, CancellationToken cancellationToken)
    {
        if (!Gun.IsValid(gun) || !Gun.IsValidTag(tag))
        {
            throw new ArgumentException($"'{gun}:{tag}' is no repository with its registry and a tag");
        }

        var words = "";
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                var current = await ReadAsync(gun, cancellationToken);
                if (current is not null && IsSigned(current, tag, manifest, length))
                {
                    return Accept(gun, tag, manifest, length, current);
                }

                var files = current is null
                    ? await InitialAsync(gun, tag, manifest, length, cancellationToken)
                    : Update(gun, current, tag, manifest, length);
                var answer = await _notary.PublishAsync(gun, files, cancellationToken);
                words = answer.Words;
                if (answer.IsAccepted)
                {
                    var published =
                        await ReadAsync(gun, cancellationToken)
                        ?? throw new TrustException(
                            TrustErrorKind.ServiceFailed,
                            $"the trust server took the metadata of {gun} and no longer has it; see its log"
                        );
                    return Accept(gun, tag, manifest, length, published);
                }
            }
            catch (RefusedException fault) when (attempt == Attempts || fault.Refusal.Code != RefusalCode.Altered)
            {
                throw new TrustException($"what the trust server holds for {gun} is not trusted", [fault.Refusal]);
            }
            catch (RefusedException)
            {
                // Somebody published between two reads: the files were of two versions. Read again.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), _time, cancellationToken);
        }

        throw new TrustException(
            TrustErrorKind.ServiceFailed,
            $"{Attempts} attempts to sign {gun}:{tag} came too late or could not be stored ({words}); see the trust server's log, then try again"
        );
    }

    private async Task<TufRepository?> ReadAsync(string gun, CancellationToken cancellationToken)
    {
        var source = _notary.Open(gun);
        if (await source.ReadAsync(TufRole.Root, sha256: null, cancellationToken) is null)
        {
            return null;
        }

        var trust = new TufTrust(gun, [_keys.RootKeyId], TrustVersions.Load(_versionsFile), _time.GetUtcNow(), TrustDefaults.ClockSkew);
        return await new TufVerifier(trust, source).VerifyAsync(cancellationToken);
    }

    private bool IsSigned(TufRepository repository, string tag, Digest manifest, long length) =>
        repository.Resolve(tag) is { } target
        && target.File.Sha256 == manifest.Hex
        && target.File.Length == length
        && repository.Targets.Expires - _time.GetUtcNow() > Renewal;

    private SignedImage Accept(string gun, string tag, Digest manifest, long length, TufRepository repository)
    {
        var target = repository.Resolve(tag);
        if (target is null || target.File.Sha256 != manifest.Hex || target.File.Length != length)
        {
            throw new RefusedException(
                RefusalCode.Mismatch,
                $"the tag {tag} means {(target is null ? "nothing" : $"sha256:{target.File.Sha256} (by {target.Role})")} instead of {manifest}",
                gun,
                "another signer signs this tag: agree on who does, or remove their delegation"
            );
        }

        TrustVersions.Load(_versionsFile).With(gun, repository.Versions).Save(_versionsFile);
        return new SignedImage(gun, tag, manifest, length, repository);
    }

    private async Task<IReadOnlyList<(string, byte[])>> InitialAsync(
        string gun,
        string tag,
        Digest manifest,
        long length,
        CancellationToken cancellationToken
    )
    {
        // The server counts the versions of snapshot and timestamp anew, and whoever saw higher ones refuses them.
        if (TrustVersions.Load(_versionsFile).Of(gun, TufRole.Timestamp) > 0)
        {
            throw new TrustException(
                TrustErrorKind.ServiceFailed,
                $"the trust server forgot the repository {gun}, which was signed before: restore the server's database; or, if nobody has "
                    + $"seen its signatures, remove the repository from {_versionsFile} and sign anew"
            );
        }

        var now = _time.GetUtcNow();
        var root = RootCertificate.Create(_keys.Root, gun, now.AddDays(-1), now + RootValidity);
        var targets = _keys.TargetsOf(gun);
        var rootDocument = TufDocuments.Root(
            1,
            now + RootValidity,
            [root],
            targets.Public,
            await _notary.ServerKeyAsync(gun, TufRole.Snapshot, cancellationToken),
            await _notary.ServerKeyAsync(gun, TufRole.Timestamp, cancellationToken)
        );
        var targetsDocument = TufDocuments.Targets(1, now + TargetsValidity);
        TufDocuments.SetTarget(targetsDocument, tag, Convert.FromHexString(manifest.Hex), length);
        return
        [
            (TufRole.Root, TufDocuments.Sign(rootDocument, (root.Id, _keys.Root))),
            (TufRole.Targets, TufDocuments.Sign(targetsDocument, (targets.Id, targets))),
        ];
    }

    private IReadOnlyList<(string, byte[])> Update(string gun, TufRepository current, string tag, Digest manifest, long length)
    {
        var targets = _keys.TargetsOf(gun);
        JsonObject document = TufDocuments.Next(current.Targets, _time.GetUtcNow() + TargetsValidity);
        TufDocuments.SetTarget(document, tag, Convert.FromHexString(manifest.Hex), length);
        return [(TufRole.Targets, TufDocuments.Sign(document, (targets.Id, targets)))];
    }
}
