using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Phederation.Fuzzing.Journals;

/// <summary>
/// Appends to a campaign's journal. Each record is handed to the system whole before the next begins: a killed process loses at most the one that it
/// was writing. Now and then, and at the end, it is forced to the disk.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    private static readonly TimeSpan BetweenSyncs = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly CampaignLock _lock;
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _line = new(64 * 1024);
    private readonly Utf8JsonWriter _json;
    private Dictionary<long, long> _offsets = [];
    private long _synced;

    private JournalWriter(string path, CampaignLock campaignLock, FileStream file, TimeProvider time)
    {
        _path = path;
        _lock = campaignLock;
        _file = file;
        _time = time;
        _json = RecordJson.Writer(_line);
        _synced = time.GetTimestamp();
    }

    /// <summary>How long the journal is, in bytes.</summary>
    public long Length => _file.Position;

    /// <summary>Begins a journal.</summary>
    /// <param name="folder">The campaign's folder; made when it is absent.</param>
    /// <param name="header">What the campaign is begun with.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FuzzException">The folder has a journal, another process writes to it, or the disk is full.</exception>
    public static JournalWriter Create(string folder, JournalHeader header, TimeProvider time)
    {
        var writer = Open(folder, FileMode.OpenOrCreate, time);
        try
        {
            if (IsBegunIn(folder))
            {
                throw new FuzzException(
                    FuzzErrorKind.Usage,
                    $"{writer._path}: there is a campaign already.",
                    "Go on with it by --resume, or name another folder."
                );
            }

            // What is there was cut off before it had begun.
            writer._file.SetLength(0);
            writer.Write(json => RecordJson.Write(json, header));
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with a journal after its last intact record; what follows that is cut off.</summary>
    /// <param name="folder">The campaign's folder.</param>
    /// <param name="read">Reads the journal, once nobody else writes to it.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FuzzException">There is no journal, it is damaged, or another process writes to it.</exception>
    internal static JournalWriter Resume(string folder, Func<CampaignJournal> read, TimeProvider time)
    {
        if (!IsBegunIn(folder))
        {
            throw new FuzzException(FuzzErrorKind.Missing, $"{folder}: there is no campaign to go on with.", "Begin one without --resume.");
        }

        var writer = Open(folder, FileMode.Open, time);
        try
        {
            var journal = read();
            writer._offsets = journal.Offsets;
            writer._file.SetLength(journal.IntactLength);
            writer._file.Position = journal.IntactLength;
            writer.Write(json => RecordJson.WriteResumed(json, journal.Elapsed));
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Adds a run.</summary>
    /// <exception cref="FuzzException">The disk is full; the journal ends with the record before.</exception>
    public void Add(JournalRun run)
    {
        var offset = _file.Position;
        Write(json => RecordJson.Write(json, run));
        _offsets[run.Run.Scenario.Number] = offset;
    }

    /// <summary>A run that was added, read back; null when there is none with this number.</summary>
    internal JournalRun? Run(long number) => _offsets.TryGetValue(number, out var offset) ? JournalFile.RunAt(_path, offset) : null;

    /// <summary>Adds what trying a fault again showed.</summary>
    /// <inheritdoc cref="Add(JournalRun)"/>
    public void Add(JournalVerdict verdict) => Write(json => RecordJson.Write(json, verdict));

    /// <summary>Adds a record of another journal as it is.</summary>
    /// <param name="json">The record.</param>
    /// <param name="scenario">The number of the scenario of a run; null for another kind of record.</param>
    internal void AddRecord(ReadOnlyMemory<byte> json, long? scenario)
    {
        var offset = _file.Position;
        Begin();
        _line.Write(json.Span);
        Finish();
        if (scenario is { } number)
        {
            _offsets[number] = offset;
        }
    }

    /// <summary>Adds the end.</summary>
    /// <inheritdoc cref="Add(JournalRun)"/>
    public void Add(JournalEnd end)
    {
        Write(json => RecordJson.Write(json, end));
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Closes the file and frees the lock.</summary>
    public void Dispose()
    {
        _json.Dispose();
        _file.Dispose();
        _lock.Dispose();
    }

    private static JournalWriter Open(string folder, FileMode mode, TimeProvider time)
    {
        var path = Path.Combine(folder, JournalFile.Name);
        try
        {
            Directory.CreateDirectory(folder);
            var held = CampaignLock.Take(folder, CampaignLock.Journal);
            try
            {
                return new JournalWriter(path, held, new FileStream(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0), time);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (IOException error) when (DiskRoom.IsGone(error))
        {
            throw DiskRoom.Error(path, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new FuzzException(FuzzErrorKind.Denied, $"{path}: {error.Message}", "Name a folder that you may write to.", error);
        }
    }

    /// <summary>Whether a folder has a campaign that has begun: a first record that is intact. Less than that is nothing to keep.</summary>
    internal static bool IsBegunIn(string folder)
    {
        var path = Path.Combine(folder, JournalFile.Name);
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = new JournalFile(path);
        return file.Records().Any();
    }

    private void Write(Action<Utf8JsonWriter> write)
    {
        Begin();
        _json.Reset();
        write(_json);
        _json.Flush();
        Finish();
    }

    // Leaves room for what stands before the record.
    private void Begin()
    {
        _line.ResetWrittenCount();
        _line.GetSpan(JournalLine.Prefix);
        _line.Advance(JournalLine.Prefix);
    }

    private void Finish()
    {
        JournalLine.Seal(MemoryMarshal.AsMemory(_line.WrittenMemory).Span);
        _line.Write("\n"u8);
        Append(_line.WrittenSpan);
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        var before = _file.Position;
        try
        {
            _file.Write(line);
            if (_time.GetElapsedTime(_synced) > BetweenSyncs)
            {
                _file.Flush(flushToDisk: true);
                _synced = _time.GetTimestamp();
            }
        }
        catch (IOException error)
        {
            // What was written of the record goes, or it would stand in the middle after a resume.
            _file.SetLength(before);
            _file.Position = before;
            throw DiskRoom.IsGone(error)
                ? DiskRoom.Error(_path, error)
                : new FuzzException(
                    FuzzErrorKind.Denied,
                    $"{_path}: {error.Message}",
                    "See that the disk works, then run it again with --resume.",
                    error
                );
        }
    }
}
