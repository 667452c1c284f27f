using System.Runtime.InteropServices;

namespace Phederation.ParserFuzzing.Sharing;

/// <summary>Where an input is in the inputs' space.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InputPlace
{
    public int Offset;
    public int Length;
}
