namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>How a value is compared.</summary>
internal enum RangeOperator
{
    /// <summary>lt</summary>
    Less,

    /// <summary>lte</summary>
    LessOrEqual,

    /// <summary>eq</summary>
    Equal,

    /// <summary>!eq</summary>
    NotEqual,

    /// <summary>gt</summary>
    Greater,

    /// <summary>gte</summary>
    GreaterOrEqual,

    /// <summary>bt: both ends are inside.</summary>
    Between,

    /// <summary>!bt</summary>
    NotBetween,
}
