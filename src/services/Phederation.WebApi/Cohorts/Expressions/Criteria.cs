namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Events of one kind.</summary>
internal sealed record Criteria
{
    /// <summary>Which table they are from, and what can be asked of them.</summary>
    public required CriteriaKind Kind { get; init; }

    /// <summary>The concept set of the standard concept; null is any.</summary>
    public int? CodesetId { get; init; }

    /// <summary>The concept set of the source's concept; null is any.</summary>
    public int? SourceCodesetId { get; init; }

    /// <summary>Whether only the first of a person's history counts.</summary>
    public bool First { get; init; }

    /// <summary>How its dates are moved.</summary>
    public DateAdjustment? DateAdjustment { get; init; }

    /// <summary>What else is asked of an event.</summary>
    public IReadOnlyList<CriteriaAttribute> Attributes { get; init; } = [];

    /// <summary>What must be around an event.</summary>
    public CriteriaGroup? Correlated { get; init; }
}
