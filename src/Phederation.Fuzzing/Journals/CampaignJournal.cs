namespace Phederation.Fuzzing.Journals;

/// <summary>A campaign's journal as it was when it was read. The campaign may go on meanwhile; what it adds is not seen.</summary>
public sealed class CampaignJournal
{
    private readonly string _path;
    private readonly CampaignTally _tally;

    private CampaignJournal(string path, JournalHeader header, Dictionary<long, long> offsets, CampaignTally tally)
    {
        _path = path;
        Offsets = offsets;
        _tally = tally;
        Header = header;
    }

    /// <summary>What the campaign was begun with.</summary>
    public JournalHeader Header { get; }

    /// <summary>What a reader should be told: that a torn record at the end is passed over. Empty as a rule.</summary>
    public IReadOnlyList<string> Notices { get; private init; } = [];

    /// <summary>How the campaign ended; null when it goes on or was cut off.</summary>
    public JournalEnd? End { get; private init; }

    /// <summary>How often it was resumed.</summary>
    public int Resumes { get; private init; }

    /// <summary>How many scenarios were run.</summary>
    public long ScenarioCount => _tally.Scenarios;

    /// <summary>How many requests were sent, those for confirming faults too.</summary>
    public long Requests => _tally.Requests;

    /// <summary>How many bytes went to the target and came from it.</summary>
    public long Bytes => _tally.Bytes;

    /// <summary>The campaign's own time, without pauses.</summary>
    public TimeSpan Elapsed => _tally.Elapsed;

    /// <summary>The faults in the order in which they were found.</summary>
    public IReadOnlyList<BucketSummary> Buckets => _tally.Buckets;

    /// <summary>How often each operation was asked and how it answered, by name.</summary>
    public IReadOnlyList<OperationCoverage> Operations => _tally.Operations;

    /// <summary>The points of the discovery curves: the first at 0, the last at the end.</summary>
    public IReadOnlyList<CoveragePoint> Coverage => _tally.Coverage;

    /// <summary>Where the records of runs begin, in bytes, by the numbers of their scenarios.</summary>
    internal Dictionary<long, long> Offsets { get; }

    /// <summary>The length of the intact records, in bytes.</summary>
    internal long IntactLength { get; private init; }

    /// <summary>Reads a journal.</summary>
    /// <param name="path">The folder of a campaign, or the journal's file.</param>
    /// <exception cref="FuzzException">There is none, it is damaged before its end, or of another version.</exception>
    public static CampaignJournal Read(string path) => JournalScan.Read(JournalFile.Locate(path), added: null);

    /// <summary>The same, and hands out each run and verdict on the way: who needs both reads the file once.</summary>
    internal static CampaignJournal Read(string path, Action<object> added) => JournalScan.Read(JournalFile.Locate(path), added);

    /// <summary>The runs in order, read from the file one after the other.</summary>
    public IEnumerable<JournalRun> Runs()
    {
        using var file = new JournalFile(_path);
        foreach (var record in file.Records())
        {
            if (record.Offset >= IntactLength)
            {
                yield break;
            }

            using var json = RecordJson.Parse(record.Json);
            if (RecordJson.KindOf(json.RootElement) == RecordJson.Run)
            {
                yield return RunJson.Read(json.RootElement);
            }
        }
    }

    /// <summary>The run of a scenario, read from the file; null when there is none with this number.</summary>
    public JournalRun? Run(long number) => Offsets.TryGetValue(number, out var offset) ? JournalFile.RunAt(_path, offset) : null;

    /// <summary>A fault by its bucket's id or an unmistakable beginning of it; null when there is none, or more than one.</summary>
    public BucketSummary? Bucket(string id) =>
        Buckets.Where(bucket => bucket.Key.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? only : null;

    /// <summary>What a scan of the file found.</summary>
    internal static CampaignJournal Of(string path, JournalScan scan) =>
        new(path, scan.Header!, scan.Offsets, scan.Tally)
        {
            Notices = scan.Notices,
            End = scan.End,
            Resumes = scan.Resumes,
            IntactLength = scan.IntactLength,
        };
}
