using System.Text;

namespace Phederation.Trust.Keys;

/// <summary>
/// The trust root of the policy <see cref="TrustPolicy.Local"/>: made on first use in the state folder and opened again by later runs.
/// It proves that a release is whole and comes from this folder's keys; it says nothing about who made it.
/// </summary>
public static class LocalTrustRoot
{
    private const string FolderName = "local";
    private const string PassphraseFile = "passphrase";
    private const string KeyFolder = "private";

    /// <summary>Written last: it says that the creation was finished, and which key is the root.</summary>
    private const string RootIdFile = "root-key-id";

    /// <summary>
    /// Opens the trust root, making it when there is none. A creation that was interrupted is finished: keys that open with the
    /// passphrase are kept.
    /// </summary>
    /// <param name="stateFolder">The folder that holds the pipeline's state; the trust root is in <c>trust/local</c> below it.</param>
    /// <param name="iterations">Rounds of PBKDF2 for keys that are made.</param>
    /// <exception cref="TrustException">
    /// Keys or the passphrase were lost or damaged. They are never replaced silently: what earlier releases pin would be gone.
    /// </exception>
    public static TrustKeys OpenOrCreate(string stateFolder, int iterations = KeyStore.DefaultIterations)
    {
        var folder = Path.Combine(Path.GetFullPath(stateFolder), "trust", FolderName);
        BoundedFile.CreatePrivateFolder(folder);
        var store = new KeyStore(Path.Combine(folder, KeyFolder), iterations);
        var rootIdPath = Path.Combine(folder, RootIdFile);
        var passphrase = OpenPassphrase(folder, store, File.Exists(rootIdPath));
        if (!File.Exists(rootIdPath))
        {
            Create(store, passphrase, rootIdPath);
        }

        var rootId = ReadRootId(rootIdPath);
        if (store.List().All(key => key.Id != rootId))
        {
            throw new TrustException(
                TrustErrorKind.MissingKey,
                $"the root key {rootId} of the local trust root is not in {store.Folder}; restore it from a backup, or move {folder} away "
                    + "to start with a new trust root (launchers of earlier releases will refuse what it signs)"
            );
        }

        return new TrustKeys(TrustPolicy.Local, folder, store, passphrase, rootId, () => store.Open(rootId, passphrase));
    }

    private static Passphrase OpenPassphrase(string folder, KeyStore store, bool isFinished)
    {
        var path = Path.Combine(folder, PassphraseFile);
        if (File.Exists(path))
        {
            return Passphrase.FromFile(path);
        }

        // The passphrase is written before the first key, so keys without it have lost it.
        return isFinished || store.List().Count > 0
            ? throw new TrustException(
                TrustErrorKind.MissingKey,
                $"the passphrase file {path} of the keys in {store.Folder} is not there; restore it from a backup, or move {folder} away to "
                    + "start with a new trust root (launchers of earlier releases will refuse what it signs)"
            )
            : Passphrase.Generate(path);
    }

    private static void Create(KeyStore store, Passphrase passphrase, string rootIdPath)
    {
        var roots = store.List().Where(key => key.Role == KeyRole.Root).ToList();
        string id;
        if (roots.Count > 0)
        {
            // An interrupted creation left it. It is taken only if it can be opened.
            id = roots[0].Id;
            store.Open(id, passphrase).Dispose();
        }
        else
        {
            using var root = SigningKey.Create(KeyRole.Root);
            store.Save(root, passphrase);
            id = root.Id;
        }

        using (var keys = new TrustKeys(TrustPolicy.Local, "", store, passphrase, id, () => throw new InvalidOperationException()))
        {
            // Opened or made; either way they are whole.
            _ = (keys.Targets, keys.Snapshot, keys.Timestamp, keys.Verdict);
        }

        BoundedFile.Write(rootIdPath, Encoding.ASCII.GetBytes(id + "\n"));
    }

    private static string ReadRootId(string path)
    {
        var id = File.ReadAllText(path).Trim();
        return id.Length == 64 && id.All(char.IsAsciiHexDigitLower)
            ? id
            : throw new TrustException(TrustErrorKind.Malformed, $"{path} does not hold a key's id; restore it from a backup");
    }
}
