namespace Phederation.WebApi.Cohorts.Checks;

/// <summary>All findings in a design.</summary>
internal sealed record CheckResult(IReadOnlyList<CheckWarning> Warnings);
