using System.Security.Cryptography;
using System.Text;

namespace Phederation.Trust.Keys;

/// <summary>
/// A folder of private keys in the format of docker's <c>~/.docker/trust/private</c>: one file per key, named after its id, PKCS#8 with
/// PBES2 (AES-256-CBC, PBKDF2 with SHA-1: the only combination that docker reads). The folder is 0700, the files are 0600.
/// </summary>
public sealed class KeyStore
{
    /// <summary>Rounds of PBKDF2 when writing; docker itself writes 2,048 and reads any number.</summary>
    public const int DefaultIterations = 600_000;

    private const int MaximumLength = 64 << 10;
    private const string Extension = ".key";

    private readonly int _iterations;

    /// <summary>Opens the folder, making it when it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="iterations">Rounds of PBKDF2 for keys that are written.</param>
    public KeyStore(string folder, int iterations = DefaultIterations)
    {
        Folder = Path.GetFullPath(folder);
        _iterations = iterations;
        BoundedFile.CreatePrivateFolder(Folder);
    }

    /// <summary>The folder's absolute path.</summary>
    public string Folder { get; }

    /// <summary>The keys that are there, by what their files say without a passphrase. Files of other kinds are passed over.</summary>
    public IReadOnlyList<StoredKey> List()
    {
        var keys = new List<StoredKey>();
        foreach (var path in Directory.EnumerateFiles(Folder, "*" + Extension).Order(StringComparer.Ordinal))
        {
            if (TryRead(path) is { } file)
            {
                keys.Add(new StoredKey(Path.GetFileNameWithoutExtension(path), file.Role ?? "", file.Gun, path));
            }
        }

        return keys;
    }

    /// <summary>Writes the key, encrypted, in one step.</summary>
    /// <returns>The file's path.</returns>
    public string Save(SigningKey key, Passphrase passphrase)
    {
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA1, _iterations);
        var headers = new Dictionary<string, string> { ["role"] = key.Role };
        if (key.Gun is not null)
        {
            headers["gun"] = key.Gun;
        }

        var der = passphrase.Use(secret => key.Private.ExportEncryptedPkcs8PrivateKey(secret, parameters));
        var path = PathOf(key.Id);
        BoundedFile.Write(path, Encoding.ASCII.GetBytes(new KeyFile(KeyFile.Encrypted, headers, der).Write()));
        return path;
    }

    /// <summary>Opens a key of the store.</summary>
    /// <exception cref="TrustException">It is missing or damaged, or the passphrase is wrong.</exception>
    public SigningKey Open(string id, Passphrase passphrase)
    {
        var key = OpenFile(PathOf(id), passphrase);
        if (key.Id == id)
        {
            return key;
        }

        var found = key.Id;
        key.Dispose();
        throw new TrustException(
            TrustErrorKind.Malformed,
            $"{PathOf(id)} holds another key ({found}) than its name says; restore it from a backup"
        );
    }

    /// <summary>Opens a key file from anywhere, for example a root key that its owner brings. Keys without a passphrase are refused.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">Its passphrase.</param>
    /// <param name="role">The role when the file does not name one (docker's own files do).</param>
    /// <exception cref="TrustException">It is missing or damaged, or the passphrase is wrong.</exception>
    public static SigningKey OpenFile(string path, Passphrase passphrase, string role = "")
    {
        var file = Read(path);
        var key = ECDsa.Create();
        try
        {
            passphrase.Use(secret =>
            {
                key.ImportEncryptedPkcs8PrivateKey(secret, file.Der, out var read);
                return read;
            });
        }
        catch (CryptographicException fault)
        {
            key.Dispose();
            throw new TrustException(
                TrustErrorKind.WrongPassphrase,
                $"the passphrase does not open the {file.Role ?? role} key {Path.GetFileNameWithoutExtension(path)} ({path}); "
                    + $"give the one it was saved with (it was read from {passphrase.Source})",
                fault
            );
        }

        var signing = new SigningKey(key, file.Role ?? role, file.Gun);
        if (signing.Public.PlainId is not null)
        {
            return signing;
        }

        signing.Dispose();
        throw new TrustException(
            TrustErrorKind.Malformed,
            $"{path} holds a key of another kind; an ECDSA key on the curve P-256 is needed"
        );
    }

    private static KeyFile? TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (TrustException)
        {
            return null;
        }
    }

    private static KeyFile Read(string path)
    {
        try
        {
            var file = KeyFile.Parse(Encoding.ASCII.GetString(BoundedFile.Read(path, MaximumLength, path)));
            if (file.Label != KeyFile.Encrypted)
            {
                throw new FormatException(
                    $"it is a '{file.Label}', not a key protected by a passphrase; encrypt it: openssl pkcs8 -topk8 -v2 aes-256-cbc"
                );
            }

            Pkcs8.ReadIterations(file.Der);
            return file;
        }
        catch (FormatException fault)
        {
            throw new TrustException(TrustErrorKind.Malformed, $"{path} is no key file: {fault.Message}", fault);
        }
        catch (RefusedException fault)
        {
            var kind = fault.Refusal.Code == RefusalCode.Missing ? TrustErrorKind.MissingKey : TrustErrorKind.Malformed;
            throw new TrustException(kind, $"the key {path} can't be used: {fault.Refusal.What}; restore it from a backup", fault);
        }
    }

    private string PathOf(string id) => Path.Combine(Folder, id + Extension);
}
