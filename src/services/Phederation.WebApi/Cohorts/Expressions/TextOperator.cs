namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Where in a text another one must be.</summary>
internal enum TextOperator
{
    /// <summary>It is the whole.</summary>
    Equals,

    /// <summary>At the beginning.</summary>
    StartsWith,

    /// <summary>At the end.</summary>
    EndsWith,

    /// <summary>Anywhere.</summary>
    Contains,
}
