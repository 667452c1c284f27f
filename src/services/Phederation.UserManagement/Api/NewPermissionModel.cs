namespace Phederation.UserManagement.Api;

/// <summary>A permission to be made.</summary>
/// <param name="Value">Such as "conceptset:*:get".</param>
/// <param name="Description">What it is for.</param>
internal sealed record NewPermissionModel(string Value, string Description = "");
