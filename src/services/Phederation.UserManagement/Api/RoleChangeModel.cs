namespace Phederation.UserManagement.Api;

/// <summary>What to change of a role; what is left out stays.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Permissions">All its permissions from then on.</param>
internal sealed record RoleChangeModel(string? Name = null, IReadOnlyList<string>? Permissions = null);
