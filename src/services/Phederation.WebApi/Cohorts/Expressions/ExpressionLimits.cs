namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>How large a definition may be.</summary>
internal static class ExpressionLimits
{
    /// <summary>Sets of concepts.</summary>
    public const int ConceptSets = 500;

    /// <summary>Rules: each is a bit of a number of 64 bits.</summary>
    public const int InclusionRules = 62;

    /// <summary>Criteria, of all lists together.</summary>
    public const int Criteria = 1000;

    /// <summary>Concepts of one attribute.</summary>
    public const int Concepts = 5000;

    /// <summary>Groups inside groups.</summary>
    public const int GroupDepth = 16;

    /// <summary>Days of a window or an offset: further than any record is from another.</summary>
    public const int Days = 1_000_000;
}
