namespace Phederation.UserManagement.Api;

/// <summary>A password that was generated.</summary>
/// <param name="Password">The password, this once.</param>
internal sealed record PasswordModel(string Password);
