using Phederation.Text;

namespace Phederation.Images.Auditing;

/// <summary>A finding that people accept: which, where, why, and until when.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Paths">Patterns over <see cref="AuditFinding.Place"/>; empty: every place.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Expires">The last day on which it counts.</param>
/// <param name="Location">Where it is written.</param>
public sealed record AuditWaiver(string Check, IReadOnlyList<string> Paths, string Reason, DateOnly Expires, SourceLocation Location);
