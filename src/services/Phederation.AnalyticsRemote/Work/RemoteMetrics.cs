using System.Diagnostics.Metrics;

namespace Phederation.AnalyticsRemote.Work;

/// <summary>What is counted.</summary>
internal sealed class RemoteMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Phederation.AnalyticsRemote";

    private readonly Meter _meter;
    private readonly Counter<long> _polls;
    private readonly Counter<long> _requests;

    public RemoteMetrics(IMeterFactory meters, Journal.RequestJournal journal)
    {
        _meter = meters.Create(MeterName);
        _polls = _meter.CreateCounter<long>("analytics_remote.polls", description: "Questions to the central service, by outcome");
        _requests = _meter.CreateCounter<long>("analytics_remote.requests", description: "Study requests that were answered, by status");
        _meter.CreateObservableGauge(
            "analytics_remote.open_requests",
            () => journal.Open.Count,
            description: "Study requests without a delivered answer"
        );
    }

    public void Polled(bool succeeded) => _polls.Add(1, new KeyValuePair<string, object?>("outcome", succeeded ? "succeeded" : "failed"));

    public void Answered(string status) => _requests.Add(1, new KeyValuePair<string, object?>("status", status));

    public void Dispose() => _meter.Dispose();
}
