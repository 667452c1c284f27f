namespace Phederation.Accounts.SigningIn;

/// <summary>Rules of signing in.</summary>
public sealed record SignInOptions
{
    /// <summary>After how many wrong passwords in a row an account is locked.</summary>
    public int FailuresBeforeLock { get; init; } = 5;

    /// <summary>How long the first lock lasts; each further wrong password doubles it.</summary>
    public TimeSpan FirstLock { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest lock: whoever guesses on purpose must not be able to shut a person out for days.</summary>
    public TimeSpan LongestLock { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether people of the directory who have no account get one at their first sign-in.</summary>
    public bool RegisterFromDirectory { get; init; }

    /// <summary>The roles of accounts that are made at the first sign-in.</summary>
    public IReadOnlyList<string> DirectoryRoles { get; init; } = ["Atlas users"];
}
