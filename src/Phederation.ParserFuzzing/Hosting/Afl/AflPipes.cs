using System.Runtime.InteropServices;

namespace Phederation.ParserFuzzing.Hosting.Afl;

/// <summary>The two pipes of the fork server: afl-fuzz asks on descriptor 198, and is answered on 199, four bytes each.</summary>
internal static unsafe class AflPipes
{
    private const int Asking = 198;
    private const int Answering = 199;
    private const int Interrupted = 4;

    /// <summary>Waits for four bytes; null when afl-fuzz is gone.</summary>
    public static uint? Read()
    {
        uint value;
        nint count;
        do
        {
            count = AflNative.Read(Asking, &value, sizeof(uint));
        } while (count < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return count == sizeof(uint) ? value : null;
    }

    /// <summary>Answers; false when afl-fuzz is gone.</summary>
    public static bool Write(uint value) => AflNative.Write(Answering, &value, sizeof(uint)) == sizeof(uint);
}
