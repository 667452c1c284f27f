using System.Security.Cryptography;
using System.Text;
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
                if (await _notary.PublishAsync(gun, files, cancellationToken) == NotaryAnswer.Accepted)
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
            $"others publish to {gun} all the time: {Attempts} attempts to sign {tag} came too late; try again"
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
        var now = _time.GetUtcNow();
        var seen = TrustVersions.Load(_versionsFile);
        var root = Certificate(gun, now);
        var targets = _keys.TargetsOf(gun);

        // A server that forgot the repository goes on above the versions that clients may have seen.
        var rootDocument = TufDocuments.Root(
            seen.Of(gun, TufRole.Root) + 1,
            now + RootValidity,
            [root],
            targets.Public,
            await _notary.ServerKeyAsync(gun, TufRole.Snapshot, cancellationToken),
            await _notary.ServerKeyAsync(gun, TufRole.Timestamp, cancellationToken)
        );
        var targetsDocument = TufDocuments.Targets(seen.Of(gun, TufRole.Targets) + 1, now + TargetsValidity);
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

    /// <summary>The repository's root certificate, the same each time: clients that trusted it once go on to trust it.</summary>
    private TufKey Certificate(string gun, DateTimeOffset now)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(gun)));
        var path = Path.Combine(_keys.Folder, "certificates", name + ".pem");
        if (File.Exists(path))
        {
            var kept = new TufKey(TufKey.Certified, File.ReadAllBytes(path));
            using var certificate = kept.OpenCertificate();
            if (kept.PlainId == _keys.RootKeyId && certificate is not null && new DateTimeOffset(certificate.NotAfter) - now > Renewal)
            {
                return kept;
            }
        }

        var made = RootCertificate.Create(_keys.Root, gun, now.AddDays(-1), now + RootValidity);
        BoundedFile.CreatePrivateFolder(Path.GetDirectoryName(path)!);
        BoundedFile.Write(path, made.PublicPart.Span);
        return made;
    }
}
