namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A number compared with one, or with two when the operator is between.</summary>
internal sealed record NumericRange(RangeOperator Operator, decimal Value, decimal? Extent) : AttributeValue;
