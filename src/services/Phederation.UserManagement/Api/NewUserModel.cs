namespace Phederation.UserManagement.Api;

/// <summary>An account to be made.</summary>
/// <param name="Login">What is typed to sign in.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Password">Its password; without one, a password is generated and answered once.</param>
/// <param name="MustChangePassword">Whether the password is for one sign-in; a generated one always is.</param>
/// <param name="RoleIds">Its roles.</param>
internal sealed record NewUserModel(
    string Login,
    string Name,
    string? Password = null,
    bool MustChangePassword = true,
    IReadOnlyList<int>? RoleIds = null
);
