namespace Phederation.UserManagement.Api;

/// <summary>A role to be made.</summary>
/// <param name="Name">Its name.</param>
internal sealed record NewRoleModel(string Name);
