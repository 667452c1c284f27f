using System.Runtime.InteropServices;
using Phederation.ParserFuzzing.Sharing;

namespace Phederation.ParserFuzzing.Hosting;

/// <summary>Where instrumented code notes its edges. Public for that code only.</summary>
/// <remarks>
/// The address is a read-only static: once it is initialised the just-in-time compiler puts it into the code as a constant. So the memory has to be
/// chosen (<see cref="Use"/>) before the first instrumented method runs.
/// </remarks>
public static unsafe class Coverage
{
    /// <summary>The map: how often each edge was taken, modulo 256.</summary>
    public static readonly byte* Map = Chosen.Memory;

    /// <summary>The block that was left, shifted: with the one that is entered it makes the edge.</summary>
#pragma warning disable CA2211, MA0069 // Instrumented code writes it.
    public static int Previous;
#pragma warning restore CA2211, MA0069

    /// <summary>Chooses the memory of the map.</summary>
    internal static void Use(byte* memory) => Chosen.Memory = memory;

    private static class Chosen
    {
        // Instrumented code may run outside of the child too, and then notes its edges for nobody.
        private static byte* _memory = (byte*)NativeMemory.AllocZeroed(SharedArea.MapSize);

        public static byte* Memory
        {
            get => _memory;
            set => _memory = value;
        }
    }
}
