using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Phederation.Containers.Hardening;
using Phederation.Site.State;

namespace Phederation.Site.Secrets;

/// <summary>
/// The site's secrets: one file each in the state folder, mode 0600, generated on first use. They are never printed, logged or put
/// into an environment variable, label or command line.
/// </summary>
public sealed class SecretStore
{
    private const int MaximumBytes = 64 * 1024;
    private const int GeneratedBytes = 32;
    private const int MarkLength = 16;

    private const UnixFileMode ForOthers =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    private readonly StateFolder _folder;
    private readonly TimeProvider _time;

    /// <summary>The secrets of a state folder.</summary>
    public SecretStore(StateFolder folder, TimeProvider time)
    {
        _folder = folder;
        _time = time;
    }

    /// <summary>Where a secret is kept.</summary>
    public string PathOf(string name) =>
        SecretVolume.IsName(name) && !name.Contains("..", StringComparison.Ordinal)
            ? Path.Combine(_folder.SecretsFolder, name)
            : throw new SiteException(
                ExitCode.BadInput,
                $"'{name}' can't be the name of a secret.",
                "Correct the release's runtime contract."
            );

    /// <summary>Generates those secrets that are not there; one that was generated before and is gone is an error.</summary>
    /// <param name="secrets">The secrets that are needed.</param>
    /// <param name="generatedBefore">The secrets that this site generated before: the data was made with them.</param>
    /// <param name="cancellationToken">Ends the work between two secrets.</param>
    /// <returns>The files that were made now.</returns>
    /// <exception cref="SiteException">A secret is gone; none was generated.</exception>
    public async Task<IReadOnlyList<string>> GenerateAsync(
        IEnumerable<SecretFile> secrets,
        IReadOnlyCollection<string> generatedBefore,
        CancellationToken cancellationToken
    )
    {
        var needed = secrets.DistinctBy(secret => secret.Name).ToArray();
        if (
            needed.Select(secret => secret.Name).FirstOrDefault(name => generatedBefore.Contains(name) && !File.Exists(PathOf(name))) is
            { } lost
        )
        {
            throw new SiteException(
                ExitCode.Missing,
                $"The secret {PathOf(lost)} is gone; a new one would not open what was made with the old one.",
                $"Restore it from a backup, or copy it out of the container that has it: docker cp CONTAINER:/run/secrets/{lost} {PathOf(lost)}"
            );
        }

        var made = new List<string>();
        foreach (var secret in needed)
        {
            if (await GenerateAsync(secret, cancellationToken))
            {
                made.Add(PathOf(secret.Name));
            }
        }

        return made;
    }

    /// <summary>
    /// Generates a secret unless it is there: 256 random bits as 43 letters, digits, dashes and underscores, without a line end; or a server's key with
    /// its certificate.
    /// </summary>
    /// <returns>Whether it was generated now.</returns>
    public async Task<bool> GenerateAsync(SecretFile secret, CancellationToken cancellationToken)
    {
        var path = PathOf(secret.Name);
        if (File.Exists(path))
        {
            return false;
        }

        _folder.CreateSecretsFolder();
        var text = secret.CertificateFor is { } hosts ? ServerCertificate.Create(hosts, _time.GetUtcNow()) : Password();
        try
        {
            await AtomicFile.WriteNewAsync(path, text, cancellationToken);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    /// <summary>What the container of a service finds under /run/secrets.</summary>
    /// <exception cref="SiteException">It is absent, malformed, too large, or readable by others.</exception>
    public async Task<byte[]> ReadAsync(SecretFile secret, CancellationToken cancellationToken)
    {
        if (secret.Optional && !File.Exists(PathOf(secret.Name)))
        {
            return [];
        }

        if (secret.CertificateOf is not { } server)
        {
            return await ReadAsync(secret.Name, cancellationToken);
        }

        var content = await ReadAsync(server, cancellationToken);
        try
        {
            return ServerCertificate.WithoutKey(content);
        }
        catch (CryptographicException exception)
        {
            throw new SiteException(
                ExitCode.BadInput,
                $"The secret {PathOf(server)} holds no certificate in PEM: {exception.Message}",
                "Write the server's private key and certificate into it, or remove the file and let a new one be made."
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>
    /// A secret's bytes, without line ends at its end: an editor adds one, and no password has one.
    /// </summary>
    /// <exception cref="SiteException">It is absent, empty, too large, or readable by others.</exception>
    public async Task<byte[]> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new SiteException(
                ExitCode.Missing,
                $"The secret {path} is not there, and it is not one that can be generated.",
                $"Give it: phederation secret set {name} --from-file FILE"
            );
        }

        if (!OperatingSystem.IsWindows() && (file.UnixFileMode & ForOthers) != UnixFileMode.None)
        {
            throw new SiteException(
                ExitCode.Denied,
                $"The secret {path} can be read or written by others.",
                $"Run: chmod 600 {path}; then change the secret if others may have read it."
            );
        }

        if (file.Length > MaximumBytes)
        {
            throw new SiteException(
                ExitCode.BadInput,
                $"The secret {path} is larger than {MaximumBytes} bytes.",
                "Write only the secret into it."
            );
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        var secret = content.AsSpan().TrimEnd("\r\n"u8).ToArray();
        CryptographicOperations.ZeroMemory(content);
        return secret.Length > 0
            ? secret
            : throw new SiteException(ExitCode.BadInput, $"The secret {path} is empty.", "Write the secret into it, or remove the file.");
    }

    /// <summary>Writes a secret that the site supplies, in the place of one that was there.</summary>
    /// <exception cref="SiteException">It is empty or too large.</exception>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Span.TrimEnd("\r\n"u8).IsEmpty || content.Length > MaximumBytes)
        {
            throw new SiteException(
                ExitCode.BadInput,
                content.Length > MaximumBytes ? $"The secret is larger than {MaximumBytes} bytes." : "The secret is empty.",
                "Give only the secret."
            );
        }

        _folder.CreateSecretsFolder();
        await AtomicFile.WriteAsync(PathOf(name), content, cancellationToken);
    }

    /// <summary>Whether it is there.</summary>
    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>When it was written; null when it is not there.</summary>
    public DateTimeOffset? Written(string name) =>
        Has(name) ? new DateTimeOffset(File.GetLastWriteTimeUtc(PathOf(name)), TimeSpan.Zero) : null;

    /// <summary>Takes it away.</summary>
    public void Remove(string name) => File.Delete(PathOf(name));

    /// <summary>
    /// Changes when one of the secrets is written or removed, and says nothing of what is in them: a container with another mark has old ones.
    /// </summary>
    public string MarkOf(IEnumerable<SecretFile> secrets)
    {
        var times = secrets.Select(secret => $"{secret.Name} {Written(secret.CertificateOf ?? secret.Name)?.UtcTicks ?? 0}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', times))))[..MarkLength];
    }

    private static byte[] Password()
    {
        var random = RandomNumberGenerator.GetBytes(GeneratedBytes);
        var text = Encoding.ASCII.GetBytes(Base64Url.EncodeToString(random));
        CryptographicOperations.ZeroMemory(random);
        return text;
    }
}
