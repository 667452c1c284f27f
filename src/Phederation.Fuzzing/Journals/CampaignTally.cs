using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Campaigns.Novelty;

namespace Phederation.Fuzzing.Journals;

/// <summary>Adds up what a campaign did, run by run: live, and again from its journal.</summary>
public sealed class CampaignTally
{
    private readonly OrderedDictionary<string, BucketEntry> _buckets = [];
    private readonly SortedDictionary<string, OperationEntry> _operations = new(StringComparer.Ordinal);
    private readonly HashSet<AnswerFeature> _features = [];
    private readonly List<CoveragePoint> _coverage = [new(TimeSpan.Zero, 0, 0, 0, 0, 0)];
    private int _succeeded;

    /// <summary>How many scenarios were run.</summary>
    public long Scenarios { get; private set; }

    /// <summary>How many requests were sent, those for confirming faults too.</summary>
    public long Requests { get; private set; }

    /// <summary>How many bytes went to the target and came from it.</summary>
    public long Bytes { get; private set; }

    /// <summary>The campaign's own time.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>How many different answers there were.</summary>
    public int Features => _features.Count;

    /// <summary>How many operations were answered with success at least once.</summary>
    public int Succeeded => _succeeded;

    /// <summary>The faults in the order in which they were found.</summary>
    public IReadOnlyList<BucketSummary> Buckets => [.. _buckets.Values.Select(entry => entry.Summary)];

    /// <summary>How many different faults there are.</summary>
    public int BucketCount => _buckets.Count;

    /// <summary>How often each operation was asked and how it answered, by name.</summary>
    public IReadOnlyList<OperationCoverage> Operations => [.. _operations.Select(pair => pair.Value.Summary(pair.Key))];

    /// <summary>The points of the discovery curves.</summary>
    public IReadOnlyList<CoveragePoint> Coverage =>
        _coverage[^1] is var last && (last.Scenarios < Scenarios || last.Requests < Requests) ? [.. _coverage, Point()] : _coverage;

    /// <summary>A fault by its bucket's id; null when there is none.</summary>
    public BucketSummary? Bucket(string id) => _buckets.TryGetValue(id, out var entry) ? entry.Summary : null;

    /// <summary>Adds a run; returns the faults that it found first.</summary>
    public IReadOnlyList<BucketSummary> Add(JournalRun run)
    {
        var before = (_succeeded, _features.Count, _buckets.Count);
        Scenarios++;
        Requests += run.Requests;
        Bytes += run.Bytes;
        Elapsed = run.At;
        var steps = run.Run.Scenario.Steps;
        for (var step = 0; step < run.Run.Results.Count; step++)
        {
            if (run.Run.Results[step].Answer is { } answer)
            {
                Count(AnswerFeature.Of(steps[step], answer), answer.Status);
            }
        }

        foreach (var finding in run.Findings)
        {
            var key = BucketKey.Of(finding);
            if (!_buckets.TryGetValue(key.Id, out var entry))
            {
                _buckets.Add(key.Id, entry = new BucketEntry(key, finding, run.Run.Scenario.Number, run.At, Requests));
            }

            entry.Count(finding, run.Run.Scenario.Number);
        }

        if (before != (_succeeded, _features.Count, _buckets.Count))
        {
            _coverage.Add(Point());
        }

        return _buckets.Count == before.Item3 ? [] : [.. _buckets.Values.Skip(before.Item3).Select(entry => entry.Summary)];
    }

    /// <summary>Adds what trying a fault again showed.</summary>
    public void Add(JournalVerdict verdict)
    {
        Requests += verdict.Requests;
        Bytes += verdict.Bytes;
        Elapsed = verdict.At;
        if (_buckets.TryGetValue(verdict.Bucket, out var entry))
        {
            entry.Judge(verdict);
        }
    }

    private void Count(AnswerFeature feature, int status)
    {
        if (!_operations.TryGetValue(feature.Operation, out var entry))
        {
            _operations.Add(feature.Operation, entry = new OperationEntry());
        }

        _succeeded += entry.Count(feature.StatusClass, status, _features.Add(feature)) ? 1 : 0;
    }

    private CoveragePoint Point() => new(Elapsed, Scenarios, Requests, _succeeded, _features.Count, _buckets.Count);
}
