using Phederation.Accounts.Users;

namespace Phederation.UserManagement.Api;

/// <summary>A part of the permissions.</summary>
internal sealed record PermissionListModel(IReadOnlyList<PermissionEntry> Items, long Total);
