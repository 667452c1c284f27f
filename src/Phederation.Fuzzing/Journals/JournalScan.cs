using System.Text.Json;

namespace Phederation.Fuzzing.Journals;

/// <summary>Reads a journal's file from its beginning to its end.</summary>
internal sealed class JournalScan
{
    private readonly string _path;

    private JournalScan(string path) => _path = path;

    public JournalHeader? Header { get; private set; }

    public Dictionary<long, long> Offsets { get; } = [];

    public CampaignTally Tally { get; } = new();

    public List<string> Notices { get; } = [];

    public JournalEnd? End { get; private set; }

    public int Resumes { get; private set; }

    public long IntactLength { get; private set; }

    /// <summary>Reads a file; each run and verdict is handed out on the way.</summary>
    /// <exception cref="FuzzException">It is no journal, damaged before its end, or of another version.</exception>
    public static CampaignJournal Read(string path, Action<object>? added)
    {
        var scan = new JournalScan(path);
        using var file = new JournalFile(path);
        foreach (var record in file.Records())
        {
            scan.Take(record, added);
        }

        scan.IntactLength = file.IntactLength;
        if (scan.Header is null)
        {
            throw NoHeader(path, inner: null);
        }

        if (file.TornLength > 0)
        {
            scan.Notices.Add(
                $"{path}: the last {file.TornLength} bytes are no whole record: the campaign was cut off while it wrote them. They are passed over."
            );
        }

        return CampaignJournal.Of(path, scan);
    }

    private static FuzzException NoHeader(string path, Exception? inner) =>
        new(
            FuzzErrorKind.BadInput,
            $"{path}:1:1: this is no journal of a campaign, or one that was cut off before it had begun.",
            "Name another, or begin the campaign anew in another folder.",
            inner
        );

    private void Take(JournalRecord record, Action<object>? added)
    {
        try
        {
            using var json = RecordJson.Parse(record.Json);
            var root = json.RootElement;
            var kind = RecordJson.KindOf(root);
            if (Header is null)
            {
                Header = kind == RecordJson.Campaign ? ReadHeader(root) : throw NoHeader(_path, inner: null);
                return;
            }

            Take(kind, root, record.Offset, added);
        }
        catch (Exception error) when (JsonShape.IsWrongShape(error))
        {
            throw Header is null
                ? NoHeader(_path, error)
                : new FuzzException(
                    FuzzErrorKind.BadInput,
                    $"{_path}:{record.Line}:{JournalLine.Prefix + 1}: the record isn't of the form that this version writes: {error.Message}",
                    "Read it with the version that wrote it.",
                    error
                );
        }
    }

    private JournalHeader ReadHeader(JsonElement root)
    {
        var format = root.GetProperty("format").GetInt32();
        return format == JournalHeader.CurrentFormat
            ? HeaderJson.Read(root)
            : throw new FuzzException(
                FuzzErrorKind.BadInput,
                $"{_path}:1:{JournalLine.Prefix + 1}: the journal has the format {format}; this version reads {JournalHeader.CurrentFormat}.",
                "Read it with the version that wrote it."
            );
    }

    private void Take(string kind, JsonElement root, long offset, Action<object>? added)
    {
        switch (kind)
        {
            case RecordJson.Run:
                var run = RunJson.Read(root);
                Offsets[run.Run.Scenario.Number] = offset;
                Tally.Add(run);
                End = null;
                added?.Invoke(run);
                break;
            case RecordJson.Verdict:
                var verdict = RecordJson.ReadVerdict(root);
                Tally.Add(verdict);
                added?.Invoke(verdict);
                break;
            case RecordJson.Resumed:
                Resumes++;
                End = null;
                break;
            case RecordJson.End:
                End = RecordJson.ReadEnd(root);
                break;
            default:
                throw new FormatException($"'{kind}' is no kind of record");
        }
    }
}
