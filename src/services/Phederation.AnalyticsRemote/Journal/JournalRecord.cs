using Phederation.AnalyticsRemote.Requests;

namespace Phederation.AnalyticsRemote.Journal;

/// <summary>One request in the journal.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Digest">SHA-256 of the bytes that were signed.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Received">When it came.</param>
/// <param name="KeepUntil">Until when it is remembered.</param>
/// <param name="Request">What is asked; null where it was refused unread.</param>
/// <param name="Answer">The answer's bytes, from when it is there.</param>
internal sealed record JournalRecord(
    string Id,
    string Digest,
    JournalState State,
    DateTimeOffset Received,
    DateTimeOffset KeepUntil,
    StudyRequest? Request = null,
    byte[]? Answer = null
);
