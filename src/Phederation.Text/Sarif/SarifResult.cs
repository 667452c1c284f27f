namespace Phederation.Text.Sarif;

/// <summary>A finding of a rule.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Message">What was found and how to mend it.</param>
/// <param name="Location">Where; a line of 0 means the file as a whole.</param>
/// <param name="SuppressedBecause">The reason for which it does not count, null where it does.</param>
public sealed record SarifResult(string RuleId, string Message, SourceLocation Location, string? SuppressedBecause = null);
