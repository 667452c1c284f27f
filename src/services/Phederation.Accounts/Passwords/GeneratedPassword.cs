using System.Security.Cryptography;

namespace Phederation.Accounts.Passwords;

/// <summary>Passwords that nobody thought up, to be handed to a person once.</summary>
public static class GeneratedPassword
{
    // Without the characters that are taken for one another when they are read out. 5 groups of 4: 100 bits.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A new one, such as "x7kd-...".</summary>
    public static string Create() => string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));
}
