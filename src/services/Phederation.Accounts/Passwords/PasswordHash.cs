using System.Globalization;
using System.Security.Cryptography;

namespace Phederation.Accounts.Passwords;

/// <summary>
/// Hashes of passwords: PBKDF2 with SHA-512, which the platform's own cryptographic library computes. Argon2id would resist special hardware better,
/// and takes tens of megabytes for each attempt: in a container of 256 MiB some parallel sign-ins would be an outage. The text says how it was made,
/// so that stronger parameters can come later: <c>$pbkdf2-sha512$i=210000$salt$hash</c>.
/// </summary>
public static class PasswordHash
{
    /// <summary>The rounds of new hashes: what OWASP's cheat sheet asks of PBKDF2-HMAC-SHA512.</summary>
    public const int Iterations = 210_000;

    private const string Scheme = "pbkdf2-sha512";
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const int MostIterations = 10_000_000;
    private const int LongestPassword = 1024;

    // For logins that are not there: to find that out takes as long as a wrong password.
    private static readonly string Decoy = Create(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>A hash of a password, with a new salt.</summary>
    /// <param name="password">At most 1024 characters.</param>
    public static string Create(string password) => Create(password, Iterations);

    /// <summary>Whether a password is the one.</summary>
    /// <param name="hash">What was stored; null where there is none, which takes as long and is false.</param>
    /// <param name="password">What was typed.</param>
    /// <param name="needsRehash">Whether it is right and the hash was made with weaker parameters than today's.</param>
    public static bool Verify(string? hash, string password, out bool needsRehash)
    {
        var (isKnown, iterations, salt, expected) = Parse(hash);
        if (!isKnown)
        {
            (_, iterations, salt, expected) = Parse(Decoy);
        }

        // Longer ones can't have been set; they are not hashed, so that nobody buys work with megabytes.
        var isLong = password.Length > LongestPassword;
        var actual = Rfc2898DeriveBytes.Pbkdf2(isLong ? "" : password, salt, iterations, HashAlgorithmName.SHA512, expected.Length);
        var isRight = CryptographicOperations.FixedTimeEquals(actual, expected) && isKnown && !isLong;
        needsRehash = isRight && (iterations < Iterations || expected.Length < HashLength || salt.Length < SaltLength);
        return isRight;
    }

    /// <summary>A hash with other rounds, for tests of what comes after stronger parameters.</summary>
    internal static string Create(string password, int iterations)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(password.Length, LongestPassword);
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashLength);
        return $"${Scheme}$i={iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
    }

    private static (bool IsKnown, int Iterations, byte[] Salt, byte[] Hash) Parse(string? text)
    {
        var parts = text?.Split('$') ?? [];
        if (
            parts is not ["", Scheme, var rounds, var salt, var hash]
            || !rounds.StartsWith("i=", StringComparison.Ordinal)
            || !int.TryParse(rounds.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is < 1 or > MostIterations
        )
        {
            return default;
        }

        try
        {
            var (saltBytes, hashBytes) = (Convert.FromBase64String(salt), Convert.FromBase64String(hash));
            return saltBytes.Length >= 8 && hashBytes.Length is >= 16 and <= 64 ? (true, iterations, saltBytes, hashBytes) : default;
        }
        catch (FormatException)
        {
            return default;
        }
    }
}
