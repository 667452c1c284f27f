namespace Phederation.AnalyticsRemote.Journal;

/// <summary>How far a request has come.</summary>
internal enum JournalState
{
    /// <summary>It was found good and is to be computed.</summary>
    Accepted,

    /// <summary>Its answer is there and is to be sent.</summary>
    Answered,

    /// <summary>Its answer was taken by the central service.</summary>
    Delivered,
}
