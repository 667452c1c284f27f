using System.Security.Cryptography;
using Phederation.Trust.Keys;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Releases;

/// <summary>
/// Signs a release folder: lists its files, writes <c>release.json</c> and the metadata that signs it, and verifies the result as a
/// site would.
/// </summary>
public sealed class ReleaseSigner
{
    private static readonly TimeSpan RootValidity = TimeSpan.FromDays(3650);
    private static readonly TimeSpan TargetsValidity = TimeSpan.FromDays(3 * 365);

    /// <summary>Sites may be offline for long; what guards them against old releases are the versions they remember.</summary>
    private static readonly TimeSpan TimestampValidity = TimeSpan.FromDays(365);

    private readonly TrustKeys _keys;
    private readonly TimeProvider _time;
    private readonly string _rootFile;
    private readonly string _versionsFile;

    /// <summary>Makes a signer.</summary>
    public ReleaseSigner(TrustKeys keys, TimeProvider time)
    {
        _keys = keys;
        _time = time;
        _rootFile = Path.Combine(keys.Folder, "release-root.json");
        _versionsFile = Path.Combine(keys.Folder, "release-versions.json");
    }

    /// <summary>
    /// Signs the folder as it is. The files and root key ids of the manifest are filled in. An earlier signature is taken away first and
    /// the timestamp is written last, so that an interrupted signing leaves a folder that every verifier refuses.
    /// </summary>
    /// <param name="releaseFolder">The folder with everything but <c>release.json</c> and <c>trust/release</c>.</param>
    /// <param name="manifest">What the release says.</param>
    /// <param name="options">What the final verification asks; null asks nothing beyond signatures.</param>
    /// <param name="cancellationToken">Cancels the signing.</param>
    /// <returns>The release as it was signed and verified.</returns>
    /// <exception cref="TrustException">The folder or manifest would be refused by a site, or a key can't be opened.</exception>
    public async Task<VerifiedRelease> SignAsync(
        string releaseFolder,
        ReleaseManifest manifest,
        ReleaseVerifierOptions? options,
        CancellationToken cancellationToken
    )
    {
        var folder = Path.GetFullPath(releaseFolder);
        if (manifest.Policy != _keys.Policy)
        {
            throw new ArgumentException(
                $"a release of the policy '{manifest.Policy}' can't be signed with keys of the policy '{_keys.Policy}'"
            );
        }

        Directory.CreateDirectory(ReleaseLayout.OnDisk(folder, ReleaseLayout.ReleaseTrust));
        foreach (var own in ReleaseLayout.OwnMetadata.Append(ReleaseManifest.FileName))
        {
            File.Delete(ReleaseLayout.OnDisk(folder, own));
            BoundedFile.DeleteUnfinished(ReleaseLayout.OnDisk(folder, own));
        }

        var bytes = (manifest with { RootKeyIds = [_keys.RootKeyId], Files = await ListAsync(folder, cancellationToken) }).ToBytes();
        Write(folder, ReleaseManifest.FileName, bytes);
        foreach (var (role, content) in Metadata(bytes))
        {
            Write(folder, ReleaseLayout.Metadata(role), content);
        }

        var verification = await ReleaseVerifier.VerifyAsync(
            folder,
            [_keys.RootKeyId],
            TrustVersions.Load(_versionsFile),
            _time,
            options,
            cancellationToken
        );
        if (verification.Release is { } release)
        {
            return release;
        }

        File.Delete(ReleaseLayout.OnDisk(folder, ReleaseLayout.Metadata(TufRole.Timestamp)));
        throw new TrustException($"the release in {folder} would be refused, so its signature was taken back", verification.Refusals);
    }

    private static async Task<IReadOnlyList<ReleaseFile>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var (paths, found) = ReleaseTree.List(folder);
        var refusals = found.ToList();
        var files = new List<ReleaseFile>();
        foreach (var path in paths)
        {
            if (ReleasePath.Fault(path) is { } fault)
            {
                refusals.Add(new Refusal(RefusalCode.UnsafePath, $"it can't be in a release: {fault}", path, "give the file another name"));
                continue;
            }

            var file = new FileInfo(ReleaseLayout.OnDisk(folder, path));
            files.Add(
                new ReleaseFile
                {
                    Path = path,
                    Sha256 = await FileHash.Sha256Async(file, cancellationToken),
                    Length = file.Length,
                }
            );
        }

        return refusals.Count == 0 ? files : throw new TrustException($"the folder {folder} can't be a release", refusals);
    }

    private IReadOnlyList<(string Role, byte[] Bytes)> Metadata(byte[] manifest)
    {
        var now = _time.GetUtcNow();
        var seen = TrustVersions.Load(_versionsFile);
        var root = OpenOrCreateRoot(now, seen.Of(ReleaseLayout.Gun, TufRole.Root));
        var version = 1 + ((string[])[TufRole.Targets, TufRole.Snapshot, TufRole.Timestamp]).Max(role => seen.Of(ReleaseLayout.Gun, role));

        // Remembered before anything is written: an interrupted signing skips a version and never uses one twice.
        seen.With(
                ReleaseLayout.Gun,
                new Dictionary<string, int>
                {
                    [TufRole.Root] = root.Version,
                    [TufRole.Targets] = version,
                    [TufRole.Snapshot] = version,
                    [TufRole.Timestamp] = version,
                }
            )
            .Save(_versionsFile);

        var targetsDocument = TufDocuments.Targets(version, now + TargetsValidity);
        TufDocuments.SetTarget(targetsDocument, ReleaseManifest.FileName, SHA256.HashData(manifest), manifest.Length);
        TufDocuments.Delegate(targetsDocument, ReleaseLayout.VerdictRole, _keys.Verdict.Public);
        var targets = TufDocuments.Sign(targetsDocument, (_keys.Targets.Id, _keys.Targets));
        var snapshot = TufDocuments.Sign(
            TufDocuments.Snapshot(version, now + TargetsValidity, [(TufRole.Root, root.Bytes), (TufRole.Targets, targets)]),
            (_keys.Snapshot.Id, _keys.Snapshot)
        );
        var timestamp = TufDocuments.Sign(
            TufDocuments.Timestamp(version, now + TimestampValidity, snapshot),
            (_keys.Timestamp.Id, _keys.Timestamp)
        );
        return [(TufRole.Root, root.Bytes), (TufRole.Targets, targets), (TufRole.Snapshot, snapshot), (TufRole.Timestamp, timestamp)];
    }

    /// <summary>The root metadata of earlier releases while it still says what it should, so that the root key is seldom needed.</summary>
    private TufMetadata OpenOrCreateRoot(DateTimeOffset now, int seenVersion)
    {
        if (File.Exists(_rootFile))
        {
            try
            {
                var kept = TufMetadata.Parse(TufRole.Root, File.ReadAllBytes(_rootFile), _rootFile);
                if (kept.Expires - now > TargetsValidity && kept.Version >= seenVersion && NamesOurKeys(kept))
                {
                    return kept;
                }
            }
            catch (RefusedException)
            {
                // A damaged file is made anew, with a version above those that were seen.
            }
        }

        var certificate = RootCertificate.Create(_keys.Root, ReleaseLayout.Gun, now.AddDays(-1), now + RootValidity);
        var document = TufDocuments.Root(
            seenVersion + 1,
            now + RootValidity,
            [certificate],
            _keys.Targets.Public,
            _keys.Snapshot.Public,
            _keys.Timestamp.Public
        );
        var bytes = TufDocuments.Sign(document, (certificate.Id, _keys.Root));
        BoundedFile.Write(_rootFile, bytes);
        return TufMetadata.Parse(TufRole.Root, bytes, _rootFile);
    }

    private bool NamesOurKeys(TufMetadata root) =>
        StrictJson.Shaped(
            _rootFile,
            () =>
            {
                var keys = TufMetadata.ReadKeys(root.Signed.GetProperty("keys"));
                return Names(TufRole.Root, _keys.RootKeyId)
                    && Names(TufRole.Targets, _keys.Targets.Id)
                    && Names(TufRole.Snapshot, _keys.Snapshot.Id)
                    && Names(TufRole.Timestamp, _keys.Timestamp.Id);

                bool Names(string role, string id) =>
                    TufMetadata
                        .ReadRole(role, root.Signed.GetProperty("roles").GetProperty(role), keys)
                        .Keys.Values.Any(key => key.PlainId == id);
            }
        );

    private static void Write(string folder, string path, byte[] bytes) =>
        BoundedFile.Write(ReleaseLayout.OnDisk(folder, path), bytes, isSecret: false);
}
