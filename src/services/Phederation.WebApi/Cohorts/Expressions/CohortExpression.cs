namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A cohort's definition: who enters it when, and until when they stay. The form is that of Circe, which Atlas writes.</summary>
internal sealed record CohortExpression
{
    /// <summary>What it is called, where that was given.</summary>
    public string? Title { get; init; }

    /// <summary>The sets of concepts that criteria name by number.</summary>
    public IReadOnlyList<CohortConceptSet> ConceptSets { get; init; } = [];

    /// <summary>The entry events; null is a design that is not complete.</summary>
    public PrimaryCriteria? Primary { get; init; }

    /// <summary>What the entry events must fulfil before any rule is counted.</summary>
    public CriteriaGroup? Additional { get; init; }

    /// <summary>Which of the events that fulfil <see cref="Additional"/> go on.</summary>
    public ResultLimit QualifiedLimit { get; init; }

    /// <summary>Which of the events that fulfil all rules go on.</summary>
    public ResultLimit ExpressionLimit { get; init; }

    /// <summary>The rules; how many are lost by each is counted.</summary>
    public IReadOnlyList<InclusionRule> InclusionRules { get; init; } = [];

    /// <summary>Until when a person stays; null is the end of their observation.</summary>
    public EndStrategy? EndStrategy { get; init; }

    /// <summary>Events that end a person's stay.</summary>
    public IReadOnlyList<Criteria> CensoringCriteria { get; init; } = [];

    /// <summary>Stays of a person that are so many days apart, or less, are one.</summary>
    public int EraPad { get; init; }

    /// <summary>The time outside of which no stay counts.</summary>
    public Period? CensorWindow { get; init; }
}
