namespace Phederation.WebApi.Http;

/// <summary>Who somebody is and what they may do.</summary>
internal sealed record UserDto(
    int? Id,
    string Login,
    string Name,
    IReadOnlyList<UserPermission> Permissions,
    IReadOnlyDictionary<string, List<string>> PermissionIdx
)
{
    /// <summary>Of an account.</summary>
    public static UserDto Of(int? id, string login, string name, IReadOnlyList<string> permissions) =>
        new(
            id,
            login,
            name,
            [.. permissions.Order().Select(permission => new UserPermission(permission))],
            PermissionIndex.Of(permissions)
        );
}
