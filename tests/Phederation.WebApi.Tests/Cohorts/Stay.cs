namespace Phederation.WebApi.Tests.Cohorts;

/// <summary>A person's stay in a cohort.</summary>
internal sealed record Stay(int Person, DateOnly Start, DateOnly End);
