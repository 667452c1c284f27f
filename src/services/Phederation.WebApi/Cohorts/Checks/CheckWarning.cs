namespace Phederation.WebApi.Cohorts.Checks;

/// <summary>A finding in a design, as WebAPI tells it.</summary>
/// <param name="Type">DefaultWarning, ConceptSetWarning or IncompleteRuleWarning.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What it is.</param>
/// <param name="ConceptSetId">The concept set that it is about; null where it is about none.</param>
internal sealed record CheckWarning(string Type, CheckSeverity Severity, string Message, int? ConceptSetId = null);
