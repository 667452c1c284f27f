using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Phederation.Trust.Tuf;

/// <summary>
/// Verifies a repository in Notary's v1 format: pinned root, timestamp, snapshot, targets and its delegations. Anything that does not
/// fit refuses the whole repository.
/// </summary>
internal sealed class TufVerifier(TufTrust trust, ITufSource source)
{
    private const int MaximumRoles = 64;
    private const string CommonName = "2.5.4.3";

    /// <summary>Reads and verifies the chain.</summary>
    /// <exception cref="RefusedException">Something does not fit.</exception>
    public async Task<TufRepository> VerifyAsync(CancellationToken cancellationToken)
    {
        var root = await ReadAsync(TufRole.Root, info: null, cancellationToken);
        CheckRoot(root);

        var timestamp = await ReadAsync(TufRole.Timestamp, info: null, cancellationToken);
        Check(timestamp, RoleOf(root, TufRole.Timestamp), trust.IsTimestampExpiryJudged);

        var snapshotInfo = Shape(timestamp, signed => TufFileInfo.Read(signed.GetProperty("meta").GetProperty(TufRole.Snapshot)));
        var snapshot = await ReadAsync(TufRole.Snapshot, snapshotInfo, cancellationToken);
        Check(snapshot, RoleOf(root, TufRole.Snapshot));

        var listed = Shape(
            snapshot,
            signed => signed.GetProperty("meta").EnumerateObject().ToDictionary(file => file.Name, file => TufFileInfo.Read(file.Value))
        );
        CheckFits(root.Bytes, listed.GetValueOrDefault(TufRole.Root), TufRole.Root);
        return new TufRepository(root, timestamp, snapshot, await ReadTargetsAsync(root, listed, cancellationToken));
    }

    /// <summary>The delegations of a targets file's signed part.</summary>
    public static IEnumerable<TufRole> ReadDelegations(JsonElement signed)
    {
        if (!signed.TryGetProperty("delegations", out var delegations) || delegations.ValueKind == JsonValueKind.Null)
        {
            yield break;
        }

        var keys = TufMetadata.ReadKeys(delegations.GetProperty("keys"));
        foreach (var role in delegations.GetProperty("roles").EnumerateArray())
        {
            yield return TufMetadata.ReadRole(StrictJson.String(role, "name"), role, keys);
        }
    }

    private async Task<Dictionary<string, (TufMetadata, TufRole)>> ReadTargetsAsync(
        TufMetadata root,
        Dictionary<string, TufFileInfo> listed,
        CancellationToken cancellationToken
    )
    {
        var read = new Dictionary<string, (TufMetadata, TufRole)>();
        var waiting = new Queue<TufRole>([RoleOf(root, TufRole.Targets) with { Paths = [""] }]);
        while (waiting.TryDequeue(out var role))
        {
            if (!listed.TryGetValue(role.Name, out var info))
            {
                if (role.Name == TufRole.Targets)
                {
                    throw Refuse(RefusalCode.Missing, "the snapshot names no targets", TufRole.Snapshot);
                }

                // A delegation that has not signed anything yet.
                continue;
            }

            if (read.Count == MaximumRoles)
            {
                throw Refuse(RefusalCode.Malformed, $"there are more than {MaximumRoles} delegations", role.Name);
            }

            var metadata = await ReadAsync(role.Name, info, cancellationToken);
            Check(metadata, role);
            read.Add(role.Name, (metadata, role));
            foreach (var child in Shape(metadata, signed => ReadDelegations(signed).ToList()))
            {
                // A delegation is one level below its parent and may not sign more than it.
                if (
                    TufRole.IsValidName(child.Name)
                    && child.Name.LastIndexOf('/') == role.Name.Length
                    && child.Name.StartsWith(role.Name, StringComparison.Ordinal)
                    && !read.ContainsKey(child.Name)
                    && waiting.All(other => other.Name != child.Name)
                )
                {
                    waiting.Enqueue(child with { Paths = [.. child.Paths.Where(role.Covers)] });
                }
            }
        }

        return read;
    }

    private async Task<TufMetadata> ReadAsync(string role, TufFileInfo? info, CancellationToken cancellationToken)
    {
        var bytes =
            await source.ReadAsync(role, info?.Sha256, cancellationToken)
            ?? throw Refuse(RefusalCode.Missing, "the metadata is not there", role);
        if (info is not null)
        {
            CheckFits(bytes, info, role);
        }

        return TufMetadata.Parse(role, bytes, Where(role));
    }

    private void CheckFits(byte[] bytes, TufFileInfo? info, string role)
    {
        if (info is null || !info.Fits(bytes))
        {
            throw Refuse(RefusalCode.Altered, "its hash or length is not the one that the snapshot or timestamp signs", role);
        }
    }

    private void Check(TufMetadata metadata, TufRole role, bool isExpiryJudged = true)
    {
        var signers = metadata.CountSigners(role);
        if (signers < role.Threshold)
        {
            throw Refuse(RefusalCode.BadSignature, $"it has {signers} valid signatures of the {role.Threshold} that are needed", role.Name);
        }

        CheckAge(metadata, isExpiryJudged);
    }

    private void CheckAge(TufMetadata metadata, bool isExpiryJudged)
    {
        var seen = trust.Saved.Of(trust.Gun, metadata.Role);
        if (metadata.Version < seen)
        {
            throw new RefusedException(
                RefusalCode.Rollback,
                $"its version {metadata.Version} is older than version {seen}, which was seen before",
                Where(metadata.Role),
                "take the newest release"
            );
        }

        if (isExpiryJudged && metadata.Expires + trust.Skew < trust.Now)
        {
            throw new RefusedException(
                RefusalCode.Expired,
                $"it expired at {metadata.Expires:u}, now it is {trust.Now.ToUniversalTime():u}",
                Where(metadata.Role),
                "take the newest release, and see that this machine's clock is right"
            );
        }
    }

    private void CheckRoot(TufMetadata root)
    {
        var role = RoleOf(root, TufRole.Root);
        var pinned = role.Keys.Where(key => key.Value.PlainId is { } id && trust.RootKeyIds.Contains(id)).ToDictionary();
        if (pinned.Count == 0)
        {
            var found = string.Join(", ", role.Keys.Values.Select(key => key.PlainId ?? "of an unknown kind"));
            throw Refuse(
                RefusalCode.UnknownRoot,
                $"its root key ({found}) is none of those that are trusted ({string.Join(", ", trust.RootKeyIds)})",
                TufRole.Root
            );
        }

        foreach (var key in pinned.Values)
        {
            CheckCertificate(key);
        }

        Check(root, role with { Keys = pinned });
    }

    private void CheckCertificate(TufKey key)
    {
        using var certificate =
            key.OpenCertificate() ?? throw Refuse(RefusalCode.Malformed, "its root key is not a certificate", TufRole.Root);
        var name = NameOf(certificate);
        if (
            name != trust.Gun
            && !(name is { } prefix && prefix.EndsWith('*') && trust.Gun.StartsWith(prefix[..^1], StringComparison.Ordinal))
        )
        {
            throw Refuse(RefusalCode.Mismatch, $"its certificate is for '{name}', another repository than '{trust.Gun}'", TufRole.Root);
        }

        var (from, to) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        if (trust.Now + trust.Skew < from)
        {
            throw new RefusedException(
                RefusalCode.Clock,
                $"its certificate begins at {from:u}, after this machine's time {trust.Now.ToUniversalTime():u}",
                Where(TufRole.Root),
                "set this machine's clock"
            );
        }

        if (trust.Now - trust.Skew > to)
        {
            throw Refuse(RefusalCode.Expired, $"its certificate expired at {to:u}", TufRole.Root);
        }
    }

    private static string? NameOf(X509Certificate2 certificate)
    {
        var names = certificate
            .SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName)
            .Select(part => part.GetSingleElementValue())
            .ToList();
        return names.Count == 1 ? names[0] : null;
    }

    private TufRole RoleOf(TufMetadata root, string name) =>
        Shape(
            root,
            signed =>
                TufMetadata.ReadRole(name, signed.GetProperty("roles").GetProperty(name), TufMetadata.ReadKeys(signed.GetProperty("keys")))
        );

    private T Shape<T>(TufMetadata metadata, Func<JsonElement, T> read) =>
        StrictJson.Shaped(Where(metadata.Role), () => read(metadata.Signed));

    private string Where(string role) => $"{source.Name}/{role}.json";

    private RefusedException Refuse(string code, string what, string role) =>
        new(
            code,
            what,
            Where(role),
            "take the release again from its maker, and compare the root key's id with the one that was told to you"
        );
}
