using System.Runtime.InteropServices;

namespace Phederation.NotifyRuntime;

/// <summary>execv(3): the engine's shim waits for this very process, so that the runtime must become it.</summary>
internal static partial class ExecCall
{
    private const int PipeSignal = 13;

    /// <summary>Becomes another program.</summary>
    /// <returns>The errno; only a failure returns.</returns>
    public static int Replace(string program, IReadOnlyList<string> arguments)
    {
        // .NET ignores it, and what is ignored stays so in the next program.
        _ = Signal(PipeSignal, 0);
        _ = Execute(program, [.. arguments, null]);
        return Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);
}
