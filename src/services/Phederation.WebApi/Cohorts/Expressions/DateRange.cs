namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A date compared with one, or with two when the operator is between.</summary>
internal sealed record DateRange(RangeOperator Operator, DateOnly Value, DateOnly? Extent) : AttributeValue;
