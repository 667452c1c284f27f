namespace Phederation.UserManagement.Api;

/// <summary>People of the directory to make accounts of.</summary>
/// <param name="Filter">A filter that finds them.</param>
/// <param name="Logins">Who of those.</param>
/// <param name="RoleIds">The roles of their accounts.</param>
internal sealed record ImportModel(string Filter, IReadOnlyList<string> Logins, IReadOnlyList<int>? RoleIds = null);
