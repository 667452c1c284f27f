namespace Phederation.Accounts.Auditing;

/// <summary>One line of the audit trail.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as "user.create".</param>
/// <param name="Subject">With whom or what, such as "user jane".</param>
/// <param name="Detail">What was changed; never a password.</param>
/// <param name="Request">The id of the request.</param>
public sealed record AuditEntry(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string Detail, string Request);
