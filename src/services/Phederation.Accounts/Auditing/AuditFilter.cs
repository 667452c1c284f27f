namespace Phederation.Accounts.Auditing;

/// <summary>Which lines of the audit trail; what is empty does not matter.</summary>
/// <param name="Actor">Part of the actor's login.</param>
/// <param name="Action">How the action begins.</param>
/// <param name="Subject">Part of the subject.</param>
/// <param name="From">Not before.</param>
/// <param name="To">Before.</param>
public sealed record AuditFilter(
    string Actor = "",
    string Action = "",
    string Subject = "",
    DateTimeOffset? From = null,
    DateTimeOffset? To = null
);
