namespace Phederation.Accounts.Directory;

/// <summary>Somebody whom the directory knows.</summary>
/// <param name="Login">The login there.</param>
/// <param name="Name">The name for people.</param>
public sealed record DirectoryPerson(string Login, string Name);
