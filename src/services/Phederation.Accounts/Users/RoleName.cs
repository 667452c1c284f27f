namespace Phederation.Accounts.Users;

/// <summary>A role as it is shown in lists.</summary>
/// <param name="Id">Its number (sec_role.id).</param>
/// <param name="Name">Its name.</param>
public sealed record RoleName(int Id, string Name);
