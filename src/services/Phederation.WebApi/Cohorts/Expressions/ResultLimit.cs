namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Which of a person's events go on.</summary>
internal enum ResultLimit
{
    /// <summary>The earliest.</summary>
    First,

    /// <summary>The latest.</summary>
    Last,

    /// <summary>All of them.</summary>
    All,
}
