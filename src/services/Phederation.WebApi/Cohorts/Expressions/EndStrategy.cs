namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Until when a person stays in a cohort.</summary>
internal abstract record EndStrategy;
