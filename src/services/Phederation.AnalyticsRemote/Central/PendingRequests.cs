using Phederation.AnalyticsRemote.Requests;

namespace Phederation.AnalyticsRemote.Central;

/// <summary>What the central service has for the site.</summary>
/// <param name="Requests">The requests without an answer.</param>
internal sealed record PendingRequests(IReadOnlyList<Envelope> Requests);
