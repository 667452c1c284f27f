namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>What an attribute is compared with.</summary>
internal enum AttributeKind
{
    /// <summary>A <see cref="DateRange"/>.</summary>
    Date,

    /// <summary>A <see cref="NumericRange"/> of whole numbers.</summary>
    Integer,

    /// <summary>A <see cref="NumericRange"/>.</summary>
    Decimal,

    /// <summary>A <see cref="ConceptList"/>.</summary>
    Concepts,

    /// <summary>A <see cref="ConceptSetSelection"/>.</summary>
    ConceptSet,

    /// <summary>A concept set's number by itself.</summary>
    ConceptSetNumber,

    /// <summary>A <see cref="TextFilter"/>.</summary>
    Text,

    /// <summary>A <see cref="Flag"/>: the column is a condition.</summary>
    Flag,

    /// <summary>A <see cref="PeriodValue"/>.</summary>
    Period,

    /// <summary>What the data model's version has no table for.</summary>
    Unsupported,
}
