using Phederation.Accounts.Users;

namespace Phederation.UserManagement.Api;

/// <summary>An account, as programs see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Login">What is typed to sign in.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Origin">SYSTEM or LDAP.</param>
/// <param name="Disabled">Whether it may not sign in.</param>
/// <param name="MustChangePassword">Whether the password is for one sign-in.</param>
/// <param name="LockedUntil">Until when wrong passwords have locked it.</param>
/// <param name="LastSignIn">When it signed in last.</param>
/// <param name="Version">Its version, which a change must name as If-Match.</param>
/// <param name="Roles">Its roles.</param>
internal sealed record UserModel(
    int Id,
    string Login,
    string Name,
    string Origin,
    bool Disabled,
    bool MustChangePassword,
    DateTimeOffset? LockedUntil,
    DateTimeOffset? LastSignIn,
    int Version,
    IReadOnlyList<RoleName> Roles
)
{
    public static UserModel Of(Account account) =>
        new(
            account.Id,
            account.Login,
            account.Name,
            account.Origin,
            account.IsDisabled,
            account.MustChangePassword,
            account.LockedUntil,
            account.LastSignIn,
            account.Version,
            account.Roles
        );
}
