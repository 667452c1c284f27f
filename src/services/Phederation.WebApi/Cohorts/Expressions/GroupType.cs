namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>How many of a group's members must be fulfilled.</summary>
internal enum GroupType
{
    /// <summary>Each of them.</summary>
    All,

    /// <summary>At least one.</summary>
    Any,

    /// <summary>At least a given number.</summary>
    AtLeast,

    /// <summary>At most a given number.</summary>
    AtMost,
}
