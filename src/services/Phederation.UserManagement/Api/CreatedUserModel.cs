namespace Phederation.UserManagement.Api;

/// <summary>An account that was made.</summary>
/// <param name="User">The account.</param>
/// <param name="Password">Its generated password, this once; null where the client gave one.</param>
internal sealed record CreatedUserModel(UserModel User, string? Password);
