using System.IO.MemoryMappedFiles;
using System.Text;

namespace Phederation.ParserFuzzing.Sharing;

/// <summary>
/// The memory that engine and child share: a batch of inputs, the results, the map of edges, the edges seen so far. It outlives the child, so
/// that the engine has the input that a child died of, and nothing that was learned is lost.
/// </summary>
internal sealed unsafe class SharedArea : IDisposable
{
    /// <summary>Bytes of the map of edges: that of AFL.</summary>
    public const int MapSize = 1 << 16;

    /// <summary>The most inputs of a batch.</summary>
    public const int MaximumInputs = 64;

    /// <summary>Ends the name of the file with the input that warms a new child up.</summary>
    public const string WarmUpSuffix = ".warm-up";

    private const int DataSize = 4 << 20;
    private const int DetailSize = 64 << 10;
    private const int MapOffset = 4096;
    private const int SeenOffset = MapOffset + MapSize;
    private const int CompareOffset = SeenOffset + MapSize;
    private const int DetailOffset = CompareOffset + ComparisonLog.Size;
    private const int ResultOffset = DetailOffset + DetailSize;
    private const int PlaceOffset = ResultOffset + (MaximumInputs * 64);
    private const int DataOffset = PlaceOffset + (MaximumInputs * 8);
    private const int Size = DataOffset + DataSize;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private SharedArea(string path, MemoryMappedFile file)
    {
        Path = path;
        _file = file;
        _view = file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>The file that both map.</summary>
    public string Path { get; }

    public ref SharedHeader Header => ref *(SharedHeader*)_start;

    /// <summary>How often each edge was taken by the last input, modulo 256.</summary>
    public byte* MapPointer => _start + MapOffset;

    public Span<byte> Map => new(MapPointer, MapSize);

    /// <summary>The buckets of counts that were seen of each edge, a bit each.</summary>
    public Span<byte> Seen => new(_start + SeenOffset, MapSize);

    public ComparisonLog Comparisons => new(_start + CompareOffset);

    public Span<InputResult> Results => new(_start + ResultOffset, MaximumInputs);

    private Span<InputPlace> Places => new(_start + PlaceOffset, MaximumInputs);

    private Span<byte> Data => new(_start + DataOffset, DataSize);

    /// <summary>What the child wrote of the fault that it stopped at.</summary>
    public string Detail
    {
        get => Encoding.UTF8.GetString(new ReadOnlySpan<byte>(_start + DetailOffset, Math.Clamp(Header.DetailLength, 0, DetailSize)));
        set
        {
            Encoding.UTF8.TryGetBytes(
                value.AsSpan(0, Math.Min(value.Length, DetailSize / 4)),
                new Span<byte>(_start + DetailOffset, DetailSize),
                out var written
            );
            Header.DetailLength = written;
        }
    }

    /// <summary>Makes the file, of zeros only.</summary>
    public static SharedArea Create(string path) => new(path, MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Size));

    /// <summary>Maps the engine's file.</summary>
    public static SharedArea Open(string path) => new(path, MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, Size));

    /// <summary>Begins a new batch.</summary>
    public void Begin(bool learns, bool compares = false)
    {
        Header.Count = 0;
        Header.Next = 0;
        Header.DataLength = 0;
        Header.DetailLength = 0;
        Header.Learns = learns ? 1 : 0;
        Header.Compares = compares ? 1 : 0;
    }

    /// <summary>Adds an input; false when the batch is full.</summary>
    public bool TryAdd(ReadOnlySpan<byte> input)
    {
        if (Header.Count == MaximumInputs || input.Length > DataSize - Header.DataLength)
        {
            return false;
        }

        input.CopyTo(Data[Header.DataLength..]);
        Places[Header.Count] = new InputPlace { Offset = Header.DataLength, Length = input.Length };
        Results[Header.Count] = default;
        Header.DataLength += input.Length;
        Header.Count++;
        return true;
    }

    /// <summary>An input of the batch.</summary>
    public ReadOnlySpan<byte> Input(int index) => Data.Slice(Places[index].Offset, Places[index].Length);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
