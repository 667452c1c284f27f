namespace Phederation.UserManagement.Api;

/// <summary>A part of the accounts.</summary>
internal sealed record UserListModel(IReadOnlyList<UserModel> Items, long Total);
