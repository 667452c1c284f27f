using System.Runtime.InteropServices;

namespace Phederation.ParserFuzzing.Sharing;

/// <summary>The beginning of the memory that engine and child share.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SharedHeader
{
    /// <summary>How many inputs the batch has.</summary>
    public int Count;

    /// <summary>Which input runs now, or would be the next: after a child's death, the one that it died of.</summary>
    public int Next;

    /// <summary>Bytes in use of the inputs' space.</summary>
    public int DataLength;

    /// <summary>Not 0: edges that are new are noted as seen.</summary>
    public int Learns;

    /// <summary>Not 0: texts that the parser compares are noted.</summary>
    public int Compares;

    /// <summary>Bytes of the description of the fault that ended the last run.</summary>
    public int DetailLength;

    /// <summary>How much one input may allocate, in bytes.</summary>
    public long MemoryBound;
}
