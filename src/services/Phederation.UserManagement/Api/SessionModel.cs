namespace Phederation.UserManagement.Api;

/// <summary>A session.</summary>
/// <param name="Login">Whose it is.</param>
/// <param name="CsrfToken">What changes must send along as the header X-CSRF-Token.</param>
/// <param name="MustChangePassword">Whether nothing is allowed before the password is changed.</param>
internal sealed record SessionModel(string Login, string CsrfToken, bool MustChangePassword);
