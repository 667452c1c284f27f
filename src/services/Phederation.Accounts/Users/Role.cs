namespace Phederation.Accounts.Users;

/// <summary>What some accounts may do.</summary>
/// <param name="Id">Its number (sec_role.id).</param>
/// <param name="Name">Its name.</param>
/// <param name="IsSystem">Whether it came with the tables: it can't be deleted.</param>
/// <param name="Users">How many accounts have it.</param>
/// <param name="Version">Counted up by each change.</param>
/// <param name="Permissions">Its permissions' values, sorted.</param>
public sealed record Role(int Id, string Name, bool IsSystem, int Users, int Version, IReadOnlyList<string> Permissions)
{
    /// <summary>The role whose accounts administer the others.</summary>
    public const string Administrator = "admin";
}
