using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Oracles;

namespace Phederation.Fuzzing.Journals;

/// <summary>Adds up one fault's findings.</summary>
internal sealed class BucketEntry(BucketKey key, Finding first, long scenario, TimeSpan foundAt, long foundAfter)
{
    private readonly List<long> _examples = [];
    private readonly SortedSet<string> _places = new(StringComparer.Ordinal);
    private long _count;
    private FindingSeverity _severity;
    private JournalVerdict? _verdict;

    public BucketSummary Summary =>
        new()
        {
            Key = key,
            First = first,
            Scenario = scenario,
            FoundAt = foundAt,
            FoundAfter = foundAfter,
            Count = _count,
            Severity = _severity,
            Examples = [.. _examples],
            Places = [.. _places],
            Verdict = _verdict?.Verdict ?? BucketVerdict.Open,
            Tries = _verdict?.Tries ?? 0,
            Seen = _verdict?.Seen ?? 0,
        };

    public void Count(Finding finding, long number)
    {
        _count++;
        _severity = (FindingSeverity)Math.Max((int)_severity, (int)finding.Severity);
        if (finding.Place is { Length: > 0 } place && _places.Count < BucketSummary.MostPlaces)
        {
            _places.Add(place);
        }

        if (_examples.Count < BucketSummary.MostExamples && (_examples.Count == 0 || _examples[^1] != number))
        {
            _examples.Add(number);
        }
    }

    // Of a joined campaign's shards each has its own word: one that saw it each time is right.
    public void Judge(JournalVerdict verdict) => _verdict = _verdict is { Verdict: BucketVerdict.Confirmed } ? _verdict : verdict;
}
