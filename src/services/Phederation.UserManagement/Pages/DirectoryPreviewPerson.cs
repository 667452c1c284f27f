namespace Phederation.UserManagement.Pages;

/// <summary>Somebody of the directory.</summary>
/// <param name="Login">The login there.</param>
/// <param name="Name">The name for people.</param>
/// <param name="IsKnown">Whether there is an account of this login.</param>
internal sealed record DirectoryPreviewPerson(string Login, string Name, bool IsKnown);
