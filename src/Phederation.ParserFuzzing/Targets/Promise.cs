using System.Text;

namespace Phederation.ParserFuzzing.Targets;

/// <summary>What targets hold parsers to beyond refusing in order.</summary>
public static class Promise
{
    /// <summary>Printing, reading that and printing again gives the same bytes.</summary>
    /// <param name="printed">What was printed first.</param>
    /// <param name="again">Reads and prints it again.</param>
    /// <exception cref="BrokenPromiseException">It can't be read, or is something else then.</exception>
    public static void RoundTrip(byte[] printed, Func<byte[], byte[]> again)
    {
        byte[] second;
        try
        {
            second = again(printed);
        }
        catch (Exception exception)
        {
            throw new BrokenPromiseException($"what was printed can't be read again ({exception.Message}): {Start(printed)}", exception);
        }

        if (!printed.AsSpan().SequenceEqual(second))
        {
            throw new BrokenPromiseException(
                $"what was printed and read again is printed otherwise: {Start(printed)} then {Start(second)}"
            );
        }
    }

    /// <summary>Something that always holds.</summary>
    /// <exception cref="BrokenPromiseException">It does not.</exception>
    public static void Holds(bool condition, string promise)
    {
        if (!condition)
        {
            throw new BrokenPromiseException(promise);
        }
    }

    private static string Start(byte[] bytes) => Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 400)));
}
