namespace Phederation.Fuzzing.Journals;

/// <summary>Reads a journal's file line by line.</summary>
internal sealed class JournalFile(string path) : IDisposable
{
    private readonly FileStream _file = Open(path);
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private int _line;
    private long _offset;

    /// <summary>The file's name in a campaign's folder.</summary>
    public const string Name = "journal.jsonl";

    /// <summary>Where the intact records end: what follows is no whole record. Valid when all were read.</summary>
    public long IntactLength { get; private set; }

    /// <summary>How many bytes follow the intact records. Valid when all were read.</summary>
    public long TornLength => _file.Length - IntactLength;

    /// <summary>A journal's file, named itself or by the folder of its campaign.</summary>
    public static string Locate(string path) => Directory.Exists(path) ? Path.Combine(path, Name) : path;

    /// <summary>The run whose record begins at a place.</summary>
    public static JournalRun RunAt(string path, long offset)
    {
        using var file = new JournalFile(path);
        using var json = RecordJson.Parse(file.Records(offset).First().Json);
        return RunJson.Read(json.RootElement);
    }

    /// <summary>The intact records in order, from the beginning or from the beginning of a line.</summary>
    /// <exception cref="FuzzException">A record in the middle is damaged.</exception>
    public IEnumerable<JournalRecord> Records(long from = 0)
    {
        _file.Position = from;
        (_start, _end, _line, _offset, IntactLength) = (0, 0, 0, from, from);
        while (NextLine() is { } line)
        {
            var begin = _offset;
            _offset += line.Length + 1;
            _line++;
            if (!line.IsWhole || !JournalLine.IsIntact(line.Bytes.Span))
            {
                RefuseWhenMoreFollows(_line);
                yield break;
            }

            IntactLength = _offset;
            yield return new JournalRecord(_line, begin, line.Bytes[JournalLine.Prefix..]);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FuzzException(
                FuzzErrorKind.Missing,
                $"{path}: there is no journal.",
                "Name the folder of a campaign, or the journal.jsonl in it.",
                error
            );
        }
    }

    // Torn at its end by a crash, a file is as good as one that ends before; anywhere else somebody changed it.
    private void RefuseWhenMoreFollows(int damaged)
    {
        while (NextLine() is { } line)
        {
            if (line.IsWhole && JournalLine.IsIntact(line.Bytes.Span))
            {
                throw new FuzzException(
                    FuzzErrorKind.BadInput,
                    $"{path}:{damaged}:1: the record is damaged, and intact ones follow it.",
                    "Take the journal from a copy; without one, cut it before this line: the campaign goes on from there."
                );
            }
        }
    }

    private readonly record struct Line(ReadOnlyMemory<byte> Bytes, bool IsWhole)
    {
        public int Length => Bytes.Length;
    }

    // The next line without its line feed; the last may lack it and isn't whole then.
    private Line? NextLine()
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + found);
                _start += line.Length + 1;
                return new Line(line, IsWhole: true);
            }

            searched = _end - _start;
            if (searched > JournalLimits.Record || Fill() == 0)
            {
                var rest = _buffer.AsMemory(_start, searched);
                _start = _end;
                return rest.Length == 0 ? null : new Line(rest, IsWhole: false);
            }
        }
    }

    private int Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = _file.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count;
    }
}
