using System.Globalization;

namespace Phederation.ParserFuzzing.Hosting.Afl;

/// <summary>The System V shared memory that afl-fuzz names in the environment: the map, and the input. Source: AFL++, docs of the fork server.</summary>
internal static unsafe class AflMemory
{
    private const string MapVariable = "__AFL_SHM_ID";
    private const string InputVariable = "__AFL_SHM_FUZZ_ID";

    /// <summary>Whether this process was started by afl-fuzz.</summary>
    public static bool IsOffered => Environment.GetEnvironmentVariable(MapVariable) is not null;

    /// <summary>The map of edges, 64 KiB.</summary>
    public static byte* Map() => Attach(MapVariable);

    /// <summary>The input, four bytes of length and the bytes; null where it comes by a file.</summary>
    public static byte* Input() => Environment.GetEnvironmentVariable(InputVariable) is null ? null : Attach(InputVariable);

    private static byte* Attach(string variable)
    {
        var text = Environment.GetEnvironmentVariable(variable);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            throw new ParserFuzzingException(
                ParserFuzzingFault.Usage,
                $"{variable} is '{text}', not an id of shared memory; start it by afl-fuzz"
            );
        }

        var address = AflNative.Attach(id, 0, 0);
        return address == -1
            ? throw new ParserFuzzingException(ParserFuzzingFault.HostFailed, $"the shared memory {id} of {variable} can't be attached")
            : (byte*)address;
    }
}
