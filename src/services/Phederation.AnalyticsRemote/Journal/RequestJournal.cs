using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Phederation.Postgres;

namespace Phederation.AnalyticsRemote.Journal;

/// <summary>
/// What the site knows of requests, one file each. A file is written beside its place, forced to the disk and put into its place in one step: whenever the process ends, each
/// file is either the old one or the new one, whole.
/// </summary>
internal sealed partial class RequestJournal
{
    private const int MostRecords = 20_000;
    private const int LargestRecord = 4 * 1024 * 1024;

    private readonly string _folder;
    private readonly ConcurrentDictionary<string, JournalRecord> _records = new(StringComparer.Ordinal);

    private RequestJournal(string folder) => _folder = folder;

    /// <summary>What is not delivered yet, oldest first.</summary>
    public IReadOnlyList<JournalRecord> Open =>
        [.. _records.Values.Where(record => record.State != JournalState.Delivered).OrderBy(record => record.Received)];

    /// <summary>Whether there is room for more.</summary>
    public bool HasRoom => _records.Count < MostRecords;

    /// <summary>Reads the journal.</summary>
    /// <exception cref="SetupException">The folder can't be written, or a file in it is not of this program.</exception>
    public static async Task<RequestJournal> OpenAsync(string stateFolder, CancellationToken cancellationToken)
    {
        var journal = new RequestJournal(Path.Combine(stateFolder, "journal"));
        try
        {
            System.IO.Directory.CreateDirectory(journal._folder);
            foreach (var left in System.IO.Directory.GetFiles(journal._folder, "*.new"))
            {
                // What was being written when the process ended; the record that it would have replaced is whole.
                File.Delete(left);
            }

            foreach (var file in System.IO.Directory.GetFiles(journal._folder, "*.json"))
            {
                var record = await ReadAsync(file, cancellationToken);
                journal._records[record.Id] = record;
            }

            await journal.ProbeAsync(cancellationToken);
            return journal;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SetupException(
                SetupProblem.Denied,
                $"The journal in {journal._folder} can't be read and written.",
                "Mount a volume there that the service's user owns.",
                exception
            );
        }
    }

    /// <summary>A request by its id, or null.</summary>
    public JournalRecord? Find(string id) => _records.GetValueOrDefault(id);

    /// <summary>Whether a request had this nonce.</summary>
    public bool HasNonce(string nonce) => _records.Values.Any(record => record.Request?.Nonce == nonce);

    /// <summary>Keeps a record; it is on the disk when this returns.</summary>
    public async Task PutAsync(JournalRecord record, CancellationToken cancellationToken)
    {
        await WriteAsync(
            FileOf(record.Id),
            JsonSerializer.SerializeToUtf8Bytes(record, RemoteJson.Default.JournalRecord),
            cancellationToken
        );
        _records[record.Id] = record;
    }

    /// <summary>Forgets what was delivered and could not be asked again anyway.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var record in _records.Values.Where(record => record.State == JournalState.Delivered && record.KeepUntil < now))
        {
            File.Delete(FileOf(record.Id));
            _records.TryRemove(record.Id, out _);
        }
    }

    private string FileOf(string id) =>
        Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..40] + ".json");

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var probe = Path.Combine(_folder, "probe");
        await WriteAsync(probe, "probe"u8.ToArray(), cancellationToken);
        File.Delete(probe);
    }

    private async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var written = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsLinux())
        {
            // Aggregates, and nobody else's all the same.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var stream = new FileStream(written, options))
        {
            await stream.WriteAsync(content, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(written, path, overwrite: true);
        FlushFolder();
    }

    // The name of a file is content of its folder, which has to be forced to the disk too.
    private void FlushFolder()
    {
        var descriptor = OpenFile(_folder, DirectoryFlag | CloseOnExec);
        if (descriptor >= 0)
        {
            _ = Synchronise(descriptor);
            _ = CloseFile(descriptor);
        }
    }

    private static async Task<JournalRecord> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(file).Length > LargestRecord)
            {
                throw new JsonException();
            }

            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(file, cancellationToken), RemoteJson.Default.JournalRecord)
                ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new SetupException(
                SetupProblem.Malformed,
                $"{file} is no record of this program's journal.",
                "Look what changed it; move it away to go on without it, which lets its request be computed again.",
                exception
            );
        }
    }

    private const int DirectoryFlag = 0x10000;
    private const int CloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int descriptor);
}
