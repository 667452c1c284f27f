using System.Runtime.InteropServices;

namespace Phederation.ParserFuzzing.Sharing;

/// <summary>What the child noted of one input.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InputResult
{
    /// <summary>How it ended.</summary>
    public InputStatus Status;

    /// <summary>0: nothing new; 1: an edge taken more or less often than ever; 2: an edge that was never taken.</summary>
    public int News;

    /// <summary>A checksum of the edges that were taken and how often, in buckets.</summary>
    public ulong Path;

    /// <summary>How many edges were taken, each as often as it was (modulo 256): what the input cost, by no clock.</summary>
    public long Work;

    /// <summary>Bytes that it allocated.</summary>
    public long Allocated;
}
