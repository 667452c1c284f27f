namespace Phederation.Accounts.Users;

/// <summary>An account to be made.</summary>
/// <param name="Login">What is typed to sign in.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Origin">SYSTEM or LDAP.</param>
/// <param name="PasswordHash">The hash of its password; null for accounts of the directory.</param>
/// <param name="MustChangePassword">Whether the password is for the first sign-in only.</param>
/// <param name="RoleIds">Its roles.</param>
public sealed record NewAccount(
    string Login,
    string Name,
    string Origin,
    string? PasswordHash,
    bool MustChangePassword,
    IReadOnlyList<int> RoleIds
);
