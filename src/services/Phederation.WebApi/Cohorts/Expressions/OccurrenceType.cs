namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>How a number of events is compared; the numbers are those of the JSON.</summary>
internal enum OccurrenceType
{
    /// <summary>It must be the same.</summary>
    Exactly = 0,

    /// <summary>It must be no greater.</summary>
    AtMost = 1,

    /// <summary>It must be no less.</summary>
    AtLeast = 2,
}
