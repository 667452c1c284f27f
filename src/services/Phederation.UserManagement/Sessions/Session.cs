namespace Phederation.UserManagement.Sessions;

/// <summary>An administrator who is signed in.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Login">Its login.</param>
/// <param name="MustChangePassword">Whether nothing but the change of the password is allowed.</param>
/// <param name="Token">The secret of the session's cookie.</param>
/// <param name="FormToken">What its forms and programs must send along with changes.</param>
internal sealed record Session(int UserId, string Login, bool MustChangePassword, string Token, string FormToken);
