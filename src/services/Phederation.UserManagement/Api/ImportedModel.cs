namespace Phederation.UserManagement.Api;

/// <summary>The logins of the accounts that were made; who had one already is not among them.</summary>
internal sealed record ImportedModel(IReadOnlyList<string> Logins);
