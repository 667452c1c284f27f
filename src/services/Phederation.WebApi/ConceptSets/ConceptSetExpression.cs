namespace Phederation.WebApi.ConceptSets;

/// <summary>Which concepts a set holds.</summary>
internal sealed record ConceptSetExpression(IReadOnlyList<ConceptSetExpressionItem> Items)
{
    /// <summary>The set of nothing.</summary>
    public static ConceptSetExpression Empty { get; } = new([]);
}
