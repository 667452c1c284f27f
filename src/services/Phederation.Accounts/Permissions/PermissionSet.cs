namespace Phederation.Accounts.Permissions;

/// <summary>What somebody may do. Texts that are no permissions allow nothing.</summary>
/// <param name="texts">The permissions of all roles.</param>
public sealed class PermissionSet(IEnumerable<string> texts)
{
    private readonly WildcardPermission[] _permissions =
    [
        .. texts.Select(WildcardPermission.TryParse).OfType<WildcardPermission>().DistinctBy(permission => permission.Text),
    ];

    /// <summary>The permissions as they are written.</summary>
    public IReadOnlyList<string> Texts => [.. _permissions.Select(permission => permission.Text)];

    /// <summary>Whether something is allowed.</summary>
    /// <param name="permission">Such as "conceptset:7:get"; what is no permission is not allowed.</param>
    public bool Allows(string permission) =>
        WildcardPermission.TryParse(permission) is { } asked && Array.Exists(_permissions, held => held.Implies(asked));
}
