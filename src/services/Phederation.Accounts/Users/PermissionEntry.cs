namespace Phederation.Accounts.Users;

/// <summary>A permission that roles can have.</summary>
/// <param name="Id">Its number (sec_permission.id).</param>
/// <param name="Value">Such as "conceptset:*:get".</param>
/// <param name="Description">What it is for.</param>
/// <param name="Roles">How many roles have it.</param>
public sealed record PermissionEntry(int Id, string Value, string Description, int Roles);
