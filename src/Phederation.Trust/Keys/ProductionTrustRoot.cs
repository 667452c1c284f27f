namespace Phederation.Trust.Keys;

/// <summary>
/// The trust root of the policy <see cref="TrustPolicy.Production"/>: the root key is a file of its owner and is never copied; the keys
/// below it are in the state folder under a passphrase that is given too.
/// </summary>
public static class ProductionTrustRoot
{
    private const string FolderName = "production";

    /// <summary>Opens the given root key, which proves its passphrase, and the keys below it, making those that are not there yet.</summary>
    /// <param name="stateFolder">The folder that holds the pipeline's state; the keys are in <c>trust/production</c> below it.</param>
    /// <param name="rootKeyFile">The root key in docker's format (or plain PKCS#8, encrypted).</param>
    /// <param name="rootPassphraseFile">A file of mode 0600 with the root key's passphrase.</param>
    /// <param name="passphraseFile">A file of mode 0600 with the passphrase of the keys below the root.</param>
    /// <param name="iterations">Rounds of PBKDF2 for keys that are made.</param>
    /// <exception cref="TrustException">A file is missing or damaged, or a passphrase is wrong.</exception>
    public static TrustKeys Open(
        string stateFolder,
        string rootKeyFile,
        string rootPassphraseFile,
        string passphraseFile,
        int iterations = KeyStore.DefaultIterations
    )
    {
        var rootPassphrase = Passphrase.FromFile(rootPassphraseFile);
        var passphrase = Passphrase.FromFile(passphraseFile);
        var root = KeyStore.OpenFile(rootKeyFile, rootPassphrase, KeyRole.Root);
        try
        {
            if (root.Role != KeyRole.Root)
            {
                throw new TrustException(TrustErrorKind.Malformed, $"{rootKeyFile} is a {root.Role} key; give the root key");
            }

            // A folder for each root: keys that another root vouched for are not used under this one.
            var folder = Path.Combine(Path.GetFullPath(stateFolder), "trust", FolderName, root.Id);
            BoundedFile.CreatePrivateFolder(folder);
            var store = new KeyStore(Path.Combine(folder, "private"), iterations);
            var keys = new TrustKeys(TrustPolicy.Production, folder, store, passphrase, root.Id, () => root);

            // From here on the keys own it and wipe it.
            _ = keys.Root;
            return keys;
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }
}
