namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>What a column is compared with.</summary>
internal abstract record AttributeValue;
