namespace Phederation.Trust.Tuf;

/// <summary>A repository whose whole chain was verified.</summary>
internal sealed class TufRepository(
    TufMetadata root,
    TufMetadata timestamp,
    TufMetadata snapshot,
    IReadOnlyDictionary<string, (TufMetadata Metadata, TufRole Role)> targets
)
{
    public TufMetadata Root => root;

    public TufMetadata Timestamp => timestamp;

    public TufMetadata Snapshot => snapshot;

    public TufMetadata Targets => targets[TufRole.Targets].Metadata;

    /// <summary>Every file of the chain by its role.</summary>
    public IReadOnlyDictionary<string, TufMetadata> Files { get; } =
        targets.Values.Select(one => one.Metadata).Append(root).Append(timestamp).Append(snapshot).ToDictionary(one => one.Role);

    /// <summary>The versions to remember.</summary>
    public IEnumerable<KeyValuePair<string, int>> Versions => Files.Select(file => KeyValuePair.Create(file.Key, file.Value.Version));

    /// <summary>When the first of the chain's files expires.</summary>
    public DateTimeOffset Expires => Files.Values.Min(file => file.Expires);

    /// <summary>What is signed under the name; null when nothing is. The order of roles is docker's: releases before targets, no other.</summary>
    public TufTarget? Resolve(string name)
    {
        foreach (var role in (string[])[TufRole.Releases, TufRole.Targets])
        {
            if (
                targets.TryGetValue(role, out var found)
                && found.Role.Covers(name)
                && found.Metadata.Signed.GetProperty("targets").TryGetProperty(name, out var target)
            )
            {
                return StrictJson.Shaped(role, () => new TufTarget(name, TufFileInfo.Read(target), role));
            }
        }

        return null;
    }

    /// <summary>The keys that <c>targets</c> delegates a role to; none when it does not.</summary>
    public IReadOnlyCollection<TufKey> DelegatedKeys(string role) =>
        StrictJson.Shaped(
            TufRole.Targets,
            () => TufVerifier.ReadDelegations(Targets.Signed).Where(one => one.Name == role).SelectMany(one => one.Keys.Values).ToList()
        );
}
