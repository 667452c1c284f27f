namespace Phederation.Trust.Keys;

/// <summary>
/// The keys that sign a release and its images. A key is opened when it is first needed (stretching a passphrase takes a part of a
/// second) and stays open until this is disposed.
/// </summary>
public sealed class TrustKeys : IDisposable
{
    /// <summary>The repository name under which releases are signed.</summary>
    public const string ReleaseGun = "phederation/release";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SigningKey> _open = [];
    private readonly Passphrase _passphrase;
    private readonly Func<SigningKey> _openRoot;

    internal TrustKeys(string policy, string folder, KeyStore store, Passphrase passphrase, string rootKeyId, Func<SigningKey> openRoot)
    {
        Policy = policy;
        Folder = folder;
        Store = store;
        RootKeyId = rootKeyId;
        _passphrase = passphrase;
        _openRoot = openRoot;
    }

    /// <summary>The policy of <see cref="TrustPolicy"/> that the keys stand for.</summary>
    public string Policy { get; }

    /// <summary>The folder with the keys and the signing state.</summary>
    public string Folder { get; }

    /// <summary>The root key's plain id: what the launcher and sites pin.</summary>
    public string RootKeyId { get; }

    /// <summary>Where the keys are, but for a root key that its owner keeps.</summary>
    public KeyStore Store { get; }

    /// <summary>The root key. Needed only when a repository is made or its root renewed.</summary>
    public SigningKey Root => Opened(KeyRole.Root, _openRoot);

    /// <summary>Signs the release's targets.</summary>
    public SigningKey Targets => For(KeyRole.Targets, ReleaseGun);

    /// <summary>Signs the release's snapshot.</summary>
    public SigningKey Snapshot => For(KeyRole.Snapshot, ReleaseGun);

    /// <summary>Signs the release's timestamp.</summary>
    public SigningKey Timestamp => For(KeyRole.Timestamp, ReleaseGun);

    /// <summary>Signs verdicts.</summary>
    public SigningKey Verdict => For(KeyRole.Verdict, ReleaseGun);

    /// <summary>The targets key of a repository of images, made when it is first asked for; docker finds it by its headers too.</summary>
    /// <exception cref="TrustException">The key is damaged or its passphrase is another.</exception>
    public SigningKey TargetsOf(string gun) => For(KeyRole.Targets, gun);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var key in _open.Values)
            {
                key.Dispose();
            }

            _open.Clear();
        }
    }

    private SigningKey For(string role, string gun) =>
        Opened(
            $"{role} {gun}",
            () =>
            {
                var stored = Store.List().Where(key => key.Role == role && key.Gun == gun).ToList();
                switch (stored.Count)
                {
                    case 1:
                        return Store.Open(stored[0].Id, _passphrase);
                    case 0:
                        var key = SigningKey.Create(role, gun);
                        Store.Save(key, _passphrase);
                        return key;
                    default:
                        throw new TrustException(
                            TrustErrorKind.Malformed,
                            $"{Store.Folder} holds {stored.Count} {role} keys for {gun}; move those away that are not in use"
                        );
                }
            }
        );

    private SigningKey Opened(string name, Func<SigningKey> open)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(name, out var key))
            {
                key = open();
                _open.Add(name, key);
            }

            return key;
        }
    }
}
