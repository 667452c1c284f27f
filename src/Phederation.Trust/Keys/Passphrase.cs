using System.Security.Cryptography;
using System.Text;

namespace Phederation.Trust.Keys;

/// <summary>
/// A passphrase and where it came from. It comes from a file or a generator, never from an argument or an environment variable, which
/// other users and logs can see.
/// </summary>
public sealed class Passphrase
{
    private const int MaximumLength = 4096;

    private readonly string _secret;

    private Passphrase(string secret, string source)
    {
        _secret = secret;
        Source = source;
    }

    /// <summary>Where it came from, for messages.</summary>
    public string Source { get; }

    /// <summary>Reads it from a file: its first line, without the line's end.</summary>
    /// <exception cref="TrustException">The file is missing, unreadable, empty, too large, or others may read it.</exception>
    public static Passphrase FromFile(string path)
    {
        byte[] bytes;
        try
        {
            bytes = BoundedFile.Read(path, MaximumLength, path);
        }
        catch (RefusedException fault)
        {
            var kind = fault.Refusal.Code == RefusalCode.Missing ? TrustErrorKind.MissingKey : TrustErrorKind.Malformed;
            throw new TrustException(
                kind,
                $"the passphrase file {path} can't be used: {fault.Refusal.What}; write the passphrase into it, with mode 0600",
                fault
            );
        }

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != UnixFileMode.None)
        {
            throw new TrustException(TrustErrorKind.Malformed, $"other users may read the passphrase file {path}; run: chmod 600 {path}");
        }

        var secret = Encoding.UTF8.GetString(bytes).Split('\n')[0].TrimEnd('\r');
        return secret.Length > 0
            ? new Passphrase(secret, path)
            : throw new TrustException(TrustErrorKind.Malformed, $"the first line of the passphrase file {path} is empty; write it there");
    }

    /// <summary>Makes a new one of 256 bits and writes it to a file that only its owner may read.</summary>
    public static Passphrase Generate(string path)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        BoundedFile.Write(path, Encoding.ASCII.GetBytes(secret + "\n"));
        return new Passphrase(secret, path);
    }

    /// <summary>A passphrase that is at hand, for tests.</summary>
    internal static Passphrase Of(string secret) => new(secret, "memory");

    /// <summary>Gives the secret to what needs it.</summary>
    internal T Use<T>(Func<string, T> use) => use(_secret);
}
