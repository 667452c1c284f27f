namespace Phederation.Accounts.Auditing;

/// <summary>Who does something, for the audit trail.</summary>
/// <param name="Actor">The login, or "system".</param>
/// <param name="Request">The id of the request, which the logs have too.</param>
public sealed record AuditContext(string Actor, string Request)
{
    /// <summary>The program itself, at its start.</summary>
    public static AuditContext System { get; } = new("system", "");
}
