namespace Phederation.Accounts.Users;

/// <summary>What to change of an account; null stays as it is.</summary>
/// <param name="Name">The name for people.</param>
/// <param name="IsDisabled">Whether it may not sign in.</param>
/// <param name="RoleIds">All its roles from then on.</param>
public sealed record AccountChange(string? Name = null, bool? IsDisabled = null, IReadOnlyList<int>? RoleIds = null);
