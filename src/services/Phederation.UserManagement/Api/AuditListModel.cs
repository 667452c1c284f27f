using Phederation.Accounts.Auditing;

namespace Phederation.UserManagement.Api;

/// <summary>A part of the audit trail, newest first.</summary>
internal sealed record AuditListModel(IReadOnlyList<AuditEntry> Items, long Total);
