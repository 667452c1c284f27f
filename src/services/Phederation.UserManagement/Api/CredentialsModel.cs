namespace Phederation.UserManagement.Api;

/// <summary>What is needed to sign in.</summary>
internal sealed record CredentialsModel(string Login, string Password);
