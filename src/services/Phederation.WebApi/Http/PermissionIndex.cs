namespace Phederation.WebApi.Http;

/// <summary>Permissions by their first part.</summary>
internal sealed record PermissionIndex(IReadOnlyDictionary<string, List<string>> Permissions)
{
    /// <summary>Sorts permissions.</summary>
    public static Dictionary<string, List<string>> Of(IEnumerable<string> permissions) =>
        permissions.GroupBy(permission => permission.Split(':')[0]).ToDictionary(group => group.Key, group => group.Order().ToList());
}
