namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Which other tables a column comes from.</summary>
[Flags]
internal enum AttributeNeeds
{
    /// <summary>None: it is of the event's own.</summary>
    None = 0,

    /// <summary>person, as p.</summary>
    Person = 1,

    /// <summary>visit_occurrence, as v; an event without a visit is left out.</summary>
    Visit = 2,

    /// <summary>provider, as pr.</summary>
    Provider = 4,

    /// <summary>care_site, as cs; an event without one is left out.</summary>
    CareSite = 8,
}
