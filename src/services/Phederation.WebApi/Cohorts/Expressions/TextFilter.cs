namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A text that a column must start with, end with or contain. It stands for itself: there are no wildcards.</summary>
internal sealed record TextFilter(TextOperator Operator, bool IsNegated, string Text) : AttributeValue;
