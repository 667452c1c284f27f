namespace Phederation.UserManagement.Api;

/// <summary>What to change of an account; what is left out stays.</summary>
/// <param name="Name">The name for people.</param>
/// <param name="Disabled">Whether it may not sign in.</param>
/// <param name="RoleIds">All its roles from then on.</param>
internal sealed record UserChangeModel(string? Name = null, bool? Disabled = null, IReadOnlyList<int>? RoleIds = null);
