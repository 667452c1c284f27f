namespace Phederation.Fuzzing.Journals;

/// <summary>Goes through the runs and verdicts of a journal.</summary>
internal sealed class JournalCursor : IDisposable
{
    private readonly JournalFile _file;
    private readonly IEnumerator<JournalRecord> _records;
    private readonly long _length;

    public JournalCursor(string path, long length)
    {
        _file = new JournalFile(path);
        _records = _file.Records().GetEnumerator();
        _length = length;
    }

    /// <summary>The record's JSON; valid until the next one.</summary>
    public ReadOnlyMemory<byte> Json { get; private set; }

    /// <summary>When it was, in the campaign's own time.</summary>
    public TimeSpan At { get; private set; }

    /// <summary>The number of the scenario of a run; null for a verdict.</summary>
    public long? Scenario { get; private set; }

    /// <summary>Goes on; false at the end.</summary>
    public bool MoveNext()
    {
        while (_records.MoveNext() && _records.Current.Offset < _length)
        {
            using var json = RecordJson.Parse(_records.Current.Json);
            var kind = RecordJson.KindOf(json.RootElement);
            if (kind is RecordJson.Run or RecordJson.Verdict)
            {
                Json = _records.Current.Json;
                At = JsonShape.Time(json.RootElement, "at");
                Scenario = kind == RecordJson.Run ? json.RootElement.GetProperty("scenario").GetProperty("number").GetInt64() : null;
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _records.Dispose();
        _file.Dispose();
    }
}
